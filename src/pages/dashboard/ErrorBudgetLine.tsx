import { ReadingValue } from '~/components/state/ReadingValue'
import type { ErrorBudget, Objective } from '~/domain/error-budget'
import { errorBudget, OBJECTIVES } from '~/domain/error-budget'
import type { RangeAnswer } from '~/domain/traffic'
import { formatNumber, formatShare } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

interface Props {
  answer: RangeAnswer
  objective: Objective
  onObjective: (objective: Objective) => void
}

/** What an objective leaves of the range's error budget: a choice of objectives, the share left, and the counts behind it. */
export function ErrorBudgetLine({ answer, objective, onObjective }: Props) {
  const reading = errorBudget(answer, objective)
  return (
    <div className="mt-4 flex flex-wrap items-center gap-x-4 gap-y-2 border-t border-line pt-3">
      <label className="inline-flex items-center gap-2 text-sm text-muted">
        {m.dashboard_budget()}
        <select
          value={objective}
          title={m.dashboard_budget_hint()}
          // The options are the only values there are.
          onChange={(event) => onObjective(event.target.value as Objective)}
          className="h-8 rounded-md border border-edge/60 bg-surface px-2 text-ink"
        >
          {OBJECTIVES.map((one) => (
            <option key={one} value={one}>
              {m.dashboard_budget_objective({ share: formatShare(Number(one) / 100) })}
            </option>
          ))}
        </select>
      </label>
      <ReadingValue
        reading={
          reading.state === 'off'
            ? reading
            : {
                ...reading,
                question: { ...reading.question, derivation: m.dashboard_budget_how() },
              }
        }
        format={leftOf}
        label={m.dashboard_budget()}
      />
    </div>
  )
}

const leftOf = (budget: ErrorBudget) => <Left budget={budget} />

function Left({ budget }: { budget: ErrorBudget }) {
  const { allowed, failed, left } = budget
  const counts = m.dashboard_budget_counts({
    failed: formatNumber(Math.round(failed)),
    allowed: formatNumber(allowed, { maximumFractionDigits: allowed < 10 ? 1 : 0 }),
  })
  const isSpent = left < 0
  return (
    <span className="inline-flex flex-wrap items-center gap-x-3 gap-y-1">
      <Bar left={left} />
      <span className={`font-medium tabular-nums ${isSpent ? 'text-bad' : ''}`}>
        {isSpent
          ? m.dashboard_budget_over({ times: formatNumber(1 - left, { maximumFractionDigits: 1 }) })
          : m.dashboard_budget_left({ share: formatShare(left) })}
      </span>
      <span className="text-sm text-muted">{counts}</span>
    </span>
  )
}

/** The share that is left as a bar; the words beside it say the same. */
function Bar({ left }: { left: number }) {
  const width = Math.max(0, Math.min(1, left)) * 96
  return (
    <svg aria-hidden width={96} height={8} className="shrink-0">
      <rect width={96} height={8} rx={4} className="fill-bad-soft" />
      <rect width={width} height={8} rx={4} className={left < 0.25 ? 'fill-warn' : 'fill-ok'} />
    </svg>
  )
}
