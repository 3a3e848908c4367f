import type { MeasuredAnswer } from '~/api/gateway'
import { Badge } from '~/components/ui/Badge'
import { Code } from '~/components/ui/Code'
import { CodeTabs } from '~/components/ui/CodeTabs'
import { Facts } from '~/components/ui/Facts'
import { Name } from '~/components/ui/Name'
import { prettyJson } from '~/domain/call'
import { explain, headerOf } from '~/domain/verdict'
import { formatBytes, formatDuration } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

/** Status, time and size of an answer, as they were measured. */
export function AnswerFacts({ answer }: { answer: MeasuredAnswer }) {
  const isOk = explain(answer).verdict === 'ok'
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Badge tone={isOk ? 'ok' : 'bad'}>{answer.status === 0 ? '3xx' : answer.status}</Badge>
      <span className="tabular-nums" title={m.call_time_hint()}>
        {formatDuration(answer.durationMs)}
      </span>
      <span className="text-muted tabular-nums">{formatBytes(answer.size)}</span>
    </div>
  )
}

/** The body and the headers of an answer. */
export function CallAnswer({ answer }: { answer: MeasuredAnswer }) {
  return (
    <>
      <Body answer={answer} />
      {answer.isCut && <p className="text-sm text-warn">{m.call_cut()}</p>}
      <details>
        <summary className="cursor-pointer text-sm text-muted">{m.call_headers()}</summary>
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
function Body({ answer }: { answer: MeasuredAnswer }) {
  const { body, isBinary, size } = answer
  const label = m.call_body()
  const pretty = prettyJson(body)
  if (isBinary)
    return (
      <p className="text-muted">
        {m.call_binary({
          size: formatBytes(size),
          type: headerOf(answer, 'content-type') ?? '?',
        })}
      </p>
    )
  if (body === '') return <p className="text-muted">{m.call_no_body()}</p>
  if (pretty === undefined) return <Code label={label}>{body}</Code>
  return (
    <CodeTabs
      label={label}
      notations={[
        { id: 'pretty', label: m.call_pretty(), text: () => pretty },
        { id: 'raw', label: m.call_raw(), text: () => body },
      ]}
    />
  )
}
