import { FailureNote } from '~/components/state/FailureNote'
import { Badge, type Tone } from '~/components/ui/Badge'
import { Button } from '~/components/ui/Button'
import { Name } from '~/components/ui/Name'
import { Section } from '~/components/ui/Section'
import { type BurstPlan, refillSeconds } from '~/domain/burst'
import { type BurstVerdict, judge } from '~/domain/burst-verdict'
import { useCountdown } from '~/features/test-call/use-countdown'
import { formatInstant } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

import { BurstChart } from './BurstChart'
import { BurstEvidence } from './BurstEvidence'
import { BurstFacts } from './BurstFacts'
import type { Burst } from './use-burst'
import { becauseText, notesOf, verdictWords } from './words'

const tones: Record<BurstVerdict, Tone> = {
  enforced: 'ok',
  not_enforced: 'bad',
  stricter: 'warn',
  cannot_tell: 'neutral',
}

interface Props {
  tenant: string
  burst: Burst
  plan: BurstPlan | undefined
  onAgain: () => void
}

/** The calls while they come, then what they prove, why, and the evidence. */
export function BurstOutcome({ tenant, burst, plan, onAgain }: Props) {
  const { calls, result, failure, isRunning } = burst
  return (
    <Section
      title={m.labs_result()}
      action={
        isRunning && (
          <Button size="sm" variant="danger" onClick={burst.stop}>
            {m.labs_stop()}
          </Button>
        )
      }
    >
      <div className="flex flex-col gap-4">
        {failure && <FailureNote failure={failure} />}
        {!plan && <p className="text-muted">{m.labs_result_none()}</p>}
        <div aria-live="polite" className="flex flex-col gap-1 empty:hidden">
          {isRunning && plan && (
            <p className="text-muted tabular-nums">
              {m.labs_running({ done: calls.length, planned: plan.calls })}
            </p>
          )}
          {result && <Verdict result={result} />}
        </div>
        {plan && (isRunning || result) && <BurstChart calls={calls} plan={plan} />}
        {result && <Proof key={result.endedAt} tenant={tenant} result={result} onAgain={onAgain} />}
      </div>
    </Section>
  )
}

interface ProofProps {
  tenant: string
  result: NonNullable<Burst['result']>
  onAgain: () => void
}

/** What was configured and observed, every call, and the way to do it once more on a bucket that is surely full. */
function Proof({ tenant, result, onAgain }: ProofProps) {
  const { calls, expectation, endedAt } = result
  const { limit, judged } = expectation
  return (
    <>
      <BurstFacts tenant={tenant} result={result} judgement={judge(calls, limit, judged)} />
      {limit && <Refilled at={endedAt + refillSeconds(limit) * 1000} onAgain={onAgain} />}
      <BurstEvidence calls={calls} />
    </>
  )
}

/** Longer waits are said as a time of day. */
const countedS = 600

/** When the bucket is full again, counting down, and then the way to send the burst again. */
function Refilled({ at, onAgain }: { at: number; onAgain: () => void }) {
  const seconds = useCountdown(at)
  if (seconds > countedS) return <p>{m.labs_again_at({ time: formatInstant(at) })}</p>
  return (
    <div>
      <Button size="sm" disabled={seconds > 0} onClick={onAgain}>
        {seconds > 0 ? m.labs_again_in({ seconds }) : m.labs_again()}
      </Button>
    </div>
  )
}

function Verdict({ result }: { result: NonNullable<Burst['result']> }) {
  const { calls, expectation } = result
  const judgement = judge(calls, expectation.limit, expectation.judged)
  return (
    <>
      <div>
        <Badge tone={tones[judgement.verdict]}>{verdictWords[judgement.verdict]()}</Badge>
      </div>
      <p className="max-w-[72ch]">{becauseText(judgement)}</p>
      {notesOf(result, judgement).map((note) => (
        <p key={note} className="text-muted">
          <Name value={note} />
        </p>
      ))}
    </>
  )
}
