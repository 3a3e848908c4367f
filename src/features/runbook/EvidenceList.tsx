import { Facts } from '~/components/ui/Facts'
import { Time } from '~/components/ui/Time'
import type { SeenState } from '~/domain/runbook/kept'
import type { Evidence, StepResult, StepState } from '~/domain/runbook/step'
import { formatDuration, formatInstant } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

import { stateWord } from './words'

interface Props {
  result: StepResult
  /** What was seen before, by anybody. */
  seen: SeenState | undefined
}

/** What was asked and what came back, and how the step's state changed before. */
export function EvidenceList({ result, seen }: Props) {
  const { evidence } = result
  return (
    <details className="text-sm">
      <summary className="cursor-pointer text-muted">
        {m.onboarding_evidence()}
        {evidence[0] && (
          <span className="font-mono [overflow-wrap:anywhere]"> · {inBrief(evidence[0])}</span>
        )}
      </summary>
      <div className="mt-2 flex flex-col gap-3">
        {evidence.length === 0 && <p className="text-muted">{m.onboarding_evidence_none()}</p>}
        {evidence.map((one) => (
          <Facts key={one.request + one.at} facts={factsOf(one)} />
        ))}
        {seen && seen.past.length > 0 && <Past seen={seen} />}
      </div>
    </details>
  )
}

const inBrief = ({ request, status, latencyMs }: Evidence) =>
  [
    request,
    ...(status === undefined ? [] : [String(status)]),
    ...(latencyMs === undefined ? [] : [formatDuration(latencyMs)]),
  ].join(' · ')

const factsOf = ({ request, status, at, excerpt, latencyMs, by }: Evidence) => [
  { label: m.onboarding_evidence_request(), value: <code>{request}</code> },
  ...(status === undefined
    ? []
    : [{ label: m.onboarding_evidence_status(), value: String(status) }]),
  { label: m.onboarding_evidence_excerpt(), value: <code>{excerpt}</code> },
  ...(latencyMs === undefined
    ? []
    : [{ label: m.onboarding_evidence_latency(), value: formatDuration(latencyMs) }]),
  { label: m.onboarding_evidence_at(), value: <Time at={at} show="absolute" /> },
  ...(by === undefined ? [] : [{ label: m.onboarding_evidence_by(), value: by }]),
]

const states: readonly string[] = ['pass', 'fail', 'unknown', 'waiting', 'attested']
const isState = (text: string): text is StepState => states.includes(text)
const wordOf = (state: string) => (isState(state) ? stateWord(state) : state)

function Past({ seen }: { seen: SeenState }) {
  const after = [seen.state, ...seen.past.map(({ state }) => state)]
  return (
    <div>
      <p className="font-medium">{m.onboarding_evidence_kept()}</p>
      <ul className="list-disc pl-5">
        {seen.past.map(({ state, until, excerpt }, place) => (
          <li key={until}>
            {m.onboarding_evidence_change({
              from: wordOf(state),
              time: formatInstant(Date.parse(until)),
              to: wordOf(after[place] ?? ''),
            })}
            {excerpt !== '' && <code className="[overflow-wrap:anywhere]"> {excerpt}</code>}
          </li>
        ))}
      </ul>
    </div>
  )
}
