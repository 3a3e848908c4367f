import { zodResolver } from '@hookform/resolvers/zod'
import { useMutation } from '@tanstack/react-query'
import { type Control, useForm, useWatch } from 'react-hook-form'

import { gateway } from '~/api/gateway'
import { PasteField } from '~/components/form/PasteField'
import { SelectField } from '~/components/form/SelectField'
import { TextField } from '~/components/form/TextField'
import { FailureNote } from '~/components/state/FailureNote'
import { Button } from '~/components/ui/Button'
import { Code } from '~/components/ui/Code'
import { Section } from '~/components/ui/Section'
import { type CallForm, callForm, type Contract, targetOf } from '~/domain/contract'
import { curl } from '~/domain/curl'
import { m } from '~/i18n/gen/messages'

import { CallAnswer } from './CallAnswer'

const defaultValues: CallForm = { method: 'GET', path: '/health', apiKey: '' }
const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

/** A call as a consumer makes it, through the gateway, with a pasted key that is kept nowhere, and what its answer means. */
export function TestCall({ api }: { api: Contract }) {
  const base = api.bindings[0]?.path ?? ''
  const form = useForm({ resolver: zodResolver(callForm), defaultValues })
  const call = useMutation(gateway.call())
  const send = form.handleSubmit(({ method, path, apiKey }) =>
    call.mutate({ method, path: targetOf(base, path), apiKey: apiKey.trim() }),
  )
  return (
    <Section title={m.apis_call()} description={m.apis_call_description()}>
      <form onSubmit={(event) => void send(event)} className="flex flex-col gap-3" noValidate>
        {api.status === 'draft' && <p className="text-warn">{m.apis_call_draft()}</p>}
        {api.status === 'retired' && <p className="text-warn">{m.apis_call_retired()}</p>}
        <div className="grid gap-3 sm:grid-cols-[8rem_1fr]">
          <SelectField
            control={form.control}
            name="method"
            label={m.apis_call_method()}
            options={methods.map((value) => ({ value, label: value }))}
          />
          <TextField
            control={form.control}
            name="path"
            label={m.apis_call_path()}
            hint={m.apis_call_path_hint({ path: base })}
            mono
            optional
          />
        </div>
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
        {call.data && <CallAnswer answer={call.data} timeout={api.endpoint.timeout} />}
      </div>
      <AsCurl control={form.control} base={base} wantsKey={api.auth.type === 'api_key'} />
    </Section>
  )
}

interface AsCurlProps {
  control: Control<CallForm>
  base: string
  wantsKey: boolean
}

function AsCurl({ control, base, wantsKey }: AsCurlProps) {
  const [method, path] = useWatch({ control, name: ['method', 'path'] })
  return (
    <details className="mt-3">
      <summary className="cursor-pointer text-sm text-muted">{m.apis_call_curl()}</summary>
      <div className="mt-2 flex flex-col gap-2">
        {wantsKey && <p className="text-sm text-muted">{m.apis_call_key_first()}</p>}
        <Code label={m.apis_call_curl()}>
          {curl({
            method,
            base: 'STOA_GATEWAY_URL',
            path: targetOf(base, path),
            ...(wantsKey && { credential: 'API_KEY' as const }),
          })}
        </Code>
      </div>
    </details>
  )
}
