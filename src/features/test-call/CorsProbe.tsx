import { useMutation } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { type Control, useWatch } from 'react-hook-form'

import { gateway } from '~/api/gateway'
import { Field, inputStyle } from '~/components/form/Field'
import { FailureNote } from '~/components/state/FailureNote'
import { Button } from '~/components/ui/Button'
import { LinkButton } from '~/components/ui/LinkButton'
import { type CallForm, requestOf } from '~/domain/call'
import {
  checkCors,
  type CorsAsk,
  type CorsFinding,
  isPreflighted,
  originOf,
} from '~/domain/cors-check'
import { explain } from '~/domain/verdict'
import { formatList } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

interface Props {
  control: Control<CallForm>
  base: string
  wantsKey: boolean
  newCorsPolicy: string | undefined
}

/** Whether a page at another origin could make the call above: the browser's own rules on the gateway's real answer. */
export function CorsProbe({ control, base, wantsKey, newCorsPolicy }: Props) {
  const [method, path, query, headers, body] = useWatch({
    control,
    name: ['method', 'path', 'query', 'headers', 'body'],
  })
  const [typed, setTyped] = useState('http://localhost:5173')
  const origin = originOf(typed)
  const [tried, setTried] = useState(false)
  const probe = useMutation(gateway.preflight())
  const request = requestOf(base, { method, path, query, headers, body })
  const ask: CorsAsk = {
    origin: origin ?? '',
    method,
    headers: [...Object.keys(request.headers), ...(wantsKey ? ['X-API-Key'] : [])],
  }
  const start = () => {
    setTried(true)
    if (origin !== undefined) probe.mutate({ ...ask, path: request.path })
  }
  const asked = probe.variables
  return (
    <details className="mt-2 rounded-md border border-line px-3 py-2">
      <summary className="cursor-pointer font-medium">{m.call_cors()}</summary>
      <div className="mt-2 flex flex-col gap-2">
        <p className="text-sm text-muted">{m.call_cors_about()}</p>
        <OriginField
          value={typed}
          fault={tried && origin === undefined ? m.call_cors_fault() : undefined}
          onChange={setTyped}
          onEnter={start}
        />
        <div>
          <Button onClick={start} pending={probe.isPending}>
            {m.call_cors_try()}
          </Button>
        </div>
        <div aria-live="polite" className="flex flex-col gap-2">
          {probe.error && <FailureNote failure={probe.error} />}
          {probe.data && asked && (
            <Finding
              ask={asked}
              finding={checkCors(asked, probe.data)}
              says={explain(probe.data).detail}
              isDown={explain(probe.data).verdict === 'gateway_down'}
              newCorsPolicy={newCorsPolicy}
            />
          )}
        </div>
      </div>
    </details>
  )
}

interface OriginFieldProps {
  value: string
  fault: string | undefined
  onChange: (text: string) => void
  onEnter: () => void
}

function OriginField({ value, fault, onChange, onEnter }: OriginFieldProps) {
  const id = useId()
  return (
    <Field
      name={`${id}-origin`}
      label={m.call_cors_origin()}
      hint={m.call_cors_origin_hint()}
      error={fault}
    >
      {(input) => (
        <input
          {...input}
          value={value}
          inputMode="url"
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => onChange(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return
            event.preventDefault()
            onEnter()
          }}
          className={`${inputStyle} font-mono text-sm`}
        />
      )}
    </Field>
  )
}

interface FindingProps {
  ask: CorsAsk
  finding: CorsFinding
  /** The gateway's own words. */
  says: string | undefined
  isDown: boolean
  newCorsPolicy: string | undefined
}

function Finding({ ask, finding, says, isDown, newCorsPolicy }: FindingProps) {
  const { verdict, refused } = finding
  const { origin, method } = ask
  if (isDown) return <p>{m.call_verdict_gateway_down()}</p>
  const sentences = {
    allowed: () => m.call_cors_allowed({ origin }),
    no_rule: () => m.call_cors_no_rule({ origin }),
    origin: () => m.call_cors_no_origin({ origin }),
    credentials: () => m.call_cors_no_credentials({ origin }),
    method: () => m.call_cors_no_method({ origin, method }),
    headers: () => m.call_cors_no_headers({ origin, headers: formatList(refused) }),
  }
  return (
    <>
      <p className={verdict === 'allowed' ? 'text-ok' : 'text-bad'}>{sentences[verdict]()}</p>
      {/* Without a rule the gateway takes it for an ordinary call, and says something else. */}
      {verdict !== 'no_rule' && says !== undefined && (
        <p className="text-sm text-muted">
          {m.call_says()} {says}
        </p>
      )}
      {!isPreflighted(ask) && <p className="text-sm text-muted">{m.call_cors_simple()}</p>}
      {verdict !== 'allowed' && newCorsPolicy !== undefined && (
        <div>
          <LinkButton size="sm" to={newCorsPolicy}>
            {m.call_cors_draft()}
          </LinkButton>
        </div>
      )}
    </>
  )
}
