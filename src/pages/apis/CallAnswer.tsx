import CheckIcon from 'lucide-react/icons/circle-check'
import AlertIcon from 'lucide-react/icons/circle-alert'

import type { MeasuredAnswer } from '~/api/gateway'
import { Badge } from '~/components/ui/Badge'
import { Code } from '~/components/ui/Code'
import { CodeTabs } from '~/components/ui/CodeTabs'
import { Facts } from '~/components/ui/Facts'
import { Name } from '~/components/ui/Name'
import { prettyJson } from '~/domain/call'
import type { Contract } from '~/domain/contract'
import { explain, type Explained, type Verdict } from '~/domain/verdict'
import { formatBytes, formatDuration } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

import { VerdictStep } from './VerdictStep'

interface Props {
  answer: MeasuredAnswer
  api: Contract
}

interface Facts504 {
  status: number
  timeout: string
}

const sentences: Record<Verdict, (facts: Facts504) => string> = {
  ok: () => m.apis_verdict_ok(),
  redirect: () => m.apis_verdict_redirect(),
  web_page: () => m.apis_verdict_web_page(),
  backend_says_no: ({ status }) => m.apis_verdict_backend_says_no({ status }),
  key_missing: () => m.apis_verdict_key_missing(),
  key_unknown: () => m.apis_verdict_key_unknown(),
  key_revoked: () => m.apis_verdict_key_revoked(),
  key_expired: () => m.apis_verdict_key_expired(),
  token: () => m.apis_verdict_token(),
  consumer: () => m.apis_verdict_consumer(),
  subscription: () => m.apis_verdict_subscription(),
  wrong_api: () => m.apis_verdict_wrong_api(),
  policy: () => m.apis_verdict_policy(),
  route_unknown: () => m.apis_verdict_route_unknown(),
  limited: () => m.apis_verdict_limited(),
  quota: () => m.apis_verdict_quota(),
  backend_unreachable: () => m.apis_verdict_backend_unreachable(),
  backend_denied: () => m.apis_verdict_backend_denied(),
  backend_timeout: ({ timeout }) => m.apis_verdict_backend_timeout({ timeout }),
  gateway_down: () => m.apis_verdict_gateway_down(),
  gateway_says_no: ({ status }) => m.apis_verdict_gateway_says_no({ status }),
}

/** What came back, and in one sentence what it means and what mends it. */
export function CallAnswer({ answer, api }: Props) {
  const explained = explain(answer)
  const isOk = explained.verdict === 'ok'
  const Icon = isOk ? CheckIcon : AlertIcon
  return (
    <>
      <div className="flex flex-wrap items-center gap-2">
        <Badge tone={isOk ? 'ok' : 'bad'}>{answer.status === 0 ? '3xx' : answer.status}</Badge>
        <span className="tabular-nums">{formatDuration(answer.durationMs)}</span>
        <span className="tabular-nums text-muted">{formatBytes(answer.size)}</span>
      </div>
      <div className="flex gap-2">
        <Icon
          aria-hidden
          size={16}
          className={`mt-0.5 shrink-0 ${isOk ? 'text-ok' : 'text-bad'}`}
        />
        <div className="min-w-0">
          <p>
            {sentenceOf(explained, {
              status: answer.status,
              timeout: api.endpoint.timeout,
            })}
          </p>
          {explained.detail !== undefined && (
            <p className="text-muted">
              {m.apis_call_says()} <Name value={explained.detail} />
            </p>
          )}
        </div>
      </div>
      <div>
        <VerdictStep verdict={explained.verdict} api={api} />
      </div>
      <Body answer={answer} />
      {answer.isCut && <p className="text-sm text-warn">{m.apis_call_cut()}</p>}
      <details>
        <summary className="cursor-pointer text-sm text-muted">{m.apis_call_headers()}</summary>
        <div className="mt-2 font-mono text-sm">
          <Facts
            facts={answer.headers.map(([label, value]) => ({
              label,
              value: <Name value={value} />,
            }))}
          />
        </div>
      </details>
    </>
  )
}

/** The body as it came and, where it is JSON, laid out to be read. */
function Body({ answer: { body } }: { answer: MeasuredAnswer }) {
  const label = m.apis_call_body()
  const pretty = prettyJson(body)
  if (body === '') return <p className="text-muted">{m.apis_call_no_body()}</p>
  if (pretty === undefined) return <Code label={label}>{body}</Code>
  return (
    <CodeTabs
      label={label}
      notations={[
        { id: 'pretty', label: m.apis_call_pretty(), text: () => pretty },
        { id: 'raw', label: m.apis_call_raw(), text: () => body },
      ]}
    />
  )
}

function sentenceOf(explained: Explained, facts: Facts504): string {
  const seconds = explained.retryAfterSeconds
  if (explained.verdict === 'limited' && seconds !== undefined)
    return m.apis_verdict_limited_wait({ seconds })
  return sentences[explained.verdict](facts)
}
