import { zodResolver } from '@hookform/resolvers/zod'
import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import { useState } from 'react'
import { useForm } from 'react-hook-form'

import { pastCalls } from '~/api/past-calls'
import { text, useSearch } from '~/app/params'
import { FailureNote } from '~/components/state/FailureNote'
import { Button } from '~/components/ui/Button'
import { Section } from '~/components/ui/Section'
import { type CallForm, callForm } from '~/domain/call'
import type { Install } from '~/domain/runbook-commands'
import { m } from '~/i18n/gen/messages'

import { AnswerFacts, CallAnswer } from './CallAnswer'
import { CallCurl } from './CallCurl'
import type { CalledApi, Mend, TestKeySource } from './called-api'
import { CallFields } from './CallFields'
import { CallHistory } from './CallHistory'
import { CorsProbe } from './CorsProbe'
import { KeyChoice } from './KeyChoice'
import { OperationChoice } from './OperationChoice'
import { useCall } from './use-call'
import { Verdict } from './Verdict'
import { Waiting } from './Waiting'
import { type Sentence, verdictSentence } from './verdict-words'
import { callFaults } from './words'

const defaultValues: CallForm = {
  method: 'GET',
  path: '/health',
  query: {},
  headers: {},
  body: '',
  keySource: 'pasted',
  apiKey: '',
}

interface Props {
  api: CalledApi
  /** Shows the next steps that this reader may take. */
  Mend: Mend
  /** What an answer means to this reader; to those who keep the API unless given. */
  sentence?: Sentence
  /** What the API says about its operations, asked by whoever may ask. */
  document?: UseQueryResult
  /** For those who may have a key made. */
  testKey?: TestKeySource
  /** Where a CORS policy is drafted, for those who may. */
  newCorsPolicy?: string
  /** For those who follow the runbook. */
  install?: Install
}

/** `?op=GET /items/{id}`: the operation that a link asks to try. */
const searchSchema = { op: text('') }

function namedOperation(op: string): Partial<CallForm> {
  const found = /^(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS) (\/.*)$/.exec(op)
  return found ? { method: found[1] ?? 'GET', path: found[2] ?? '/' } : {}
}

/** A call as a consumer makes it, through the gateway, with a key that is kept nowhere, and what its answer means. */
export function TestCall(props: Props) {
  const { api, Mend, sentence = verdictSentence, document, testKey, newCorsPolicy, install } = props
  const { base } = api
  const [{ op }] = useSearch(searchSchema)
  const form = useForm({
    resolver: zodResolver(callForm(base, callFaults)),
    defaultValues: { ...defaultValues, ...namedOperation(op) },
  })
  const { data: calls = [] } = useQuery(pastCalls.of(api.id))
  const [shown, show] = useState<number>()
  const { send, again, stop, isPending, failure } = useCall(api, form, testKey, (call) =>
    show(call.id),
  )
  const call = calls.find(({ id }) => id === shown)
  const wantsKey = api.auth === 'api_key'
  return (
    <Section title={m.call_title()} description={m.call_description()}>
      <form onSubmit={(event) => void send(event)} className="flex flex-col gap-3" noValidate>
        {api.status === 'draft' && <p className="text-warn">{m.call_draft()}</p>}
        {api.status === 'retired' && <p className="text-warn">{m.call_retired()}</p>}
        {document && <OperationChoice document={document} form={form} />}
        <CallFields base={base} form={form} />
        {wantsKey && <KeyChoice control={form.control} testKey={testKey} />}
        <div>
          <Button type="submit" variant="primary" pending={isPending}>
            {m.call_send()}
          </Button>
        </div>
      </form>
      <div className="mt-3 flex flex-col gap-3" aria-live="polite">
        {failure && <FailureNote failure={failure} />}
        {isPending && <Waiting onStop={stop} />}
        {call && !isPending && (
          <section aria-label={m.call_answer()} className="flex flex-col gap-3">
            <AnswerFacts answer={call.answer} />
            <Verdict
              api={api}
              call={call}
              Mend={Mend}
              sentence={sentence}
              document={document?.data}
              onAgain={() => again(call.typed)}
              onPath={(path) => form.setValue('path', path)}
            />
            <CallAnswer answer={call.answer} />
          </section>
        )}
      </div>
      <CallCurl control={form.control} base={base} wantsKey={wantsKey} install={install} />
      <CorsProbe
        control={form.control}
        base={base}
        wantsKey={wantsKey}
        newCorsPolicy={newCorsPolicy}
      />
      <CallHistory api={api.id} calls={calls} sentence={sentence} onShow={show} onRepeat={again} />
    </Section>
  )
}
