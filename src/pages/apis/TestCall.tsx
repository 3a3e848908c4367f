import { zodResolver } from '@hookform/resolvers/zod'
import { useMutation } from '@tanstack/react-query'
import { useForm } from 'react-hook-form'

import { gateway } from '~/api/gateway'
import { PasteField } from '~/components/form/PasteField'
import { FailureNote } from '~/components/state/FailureNote'
import { Button } from '~/components/ui/Button'
import { Section } from '~/components/ui/Section'
import { type CallForm, callForm, requestOf } from '~/domain/call'
import type { Contract } from '~/domain/contract'
import { m } from '~/i18n/gen/messages'

import { CallAnswer } from './CallAnswer'
import { CallCurl } from './CallCurl'
import { CallFields } from './CallFields'
import { callFaults } from './words'

const defaultValues: CallForm = {
  method: 'GET',
  path: '/health',
  headers: {},
  body: '',
  apiKey: '',
}
/** A call as a consumer makes it, through the gateway, with a pasted key that is kept nowhere, and what its answer means. */
export function TestCall({ api }: { api: Contract }) {
  const base = api.bindings[0]?.path ?? ''
  const form = useForm({ resolver: zodResolver(callForm(callFaults)), defaultValues })
  const call = useMutation(gateway.call())
  const send = form.handleSubmit(({ apiKey, ...rest }) =>
    call.mutate({ ...requestOf(base, rest), apiKey: apiKey.trim() }),
  )
  return (
    <Section title={m.apis_call()} description={m.apis_call_description()}>
      <form onSubmit={(event) => void send(event)} className="flex flex-col gap-3" noValidate>
        {api.status === 'draft' && <p className="text-warn">{m.apis_call_draft()}</p>}
        {api.status === 'retired' && <p className="text-warn">{m.apis_call_retired()}</p>}
        <CallFields api={api} base={base} form={form} />
        {api.auth.type === 'api_key' && (
          <PasteField
            control={form.control}
            name="apiKey"
            label={m.apis_call_key()}
            hint={m.apis_call_key_hint()}
            optional
          />
        )}
        <div>
          <Button type="submit" variant="primary" pending={call.isPending}>
            {m.apis_call_send()}
          </Button>
        </div>
      </form>
      <div className="mt-3 flex flex-col gap-3" aria-live="polite">
        {call.error && <FailureNote failure={call.error} />}
        {call.data && <CallAnswer answer={call.data} api={api} />}
      </div>
      <CallCurl control={form.control} base={base} wantsKey={api.auth.type === 'api_key'} />
    </Section>
  )
}
