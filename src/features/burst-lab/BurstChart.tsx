import { type BurstCall, dueAt, type BurstPlan } from '~/domain/burst'
import { formatDuration, formatNumber } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

type Lane = 'passed' | 'limited' | 'other'

const lanes = [
  { id: 'passed', words: m.labs_lane_passed, look: 'fill-ok' },
  { id: 'limited', words: m.labs_lane_limited, look: 'fill-warn' },
  { id: 'other', words: m.labs_lane_other, look: 'fill-bad' },
] as const satisfies { id: Lane; words: () => string; look: string }[]

const laneOf = ({ outcome, status }: BurstCall): Lane => {
  if (status === 429) return 'limited'
  return outcome === 'admitted' && status > 0 && status < 400 ? 'passed' : 'other'
}

const left = 0
const right = 480
const laneHeight = 26
const bottom = lanes.length * laneHeight

interface Props {
  calls: readonly BurstCall[]
  plan: BurstPlan
}

/** Each call as a bar from its send to its answer, in the lane of what became of it. */
export function BurstChart({ calls, plan }: Props) {
  const end = Math.max(1, dueAt(plan, plan.calls - 1), ...calls.map(({ endedAt }) => endedAt))
  const counts = Map.groupBy(calls, laneOf)
  const count = (lane: Lane) => formatNumber(counts.get(lane)?.length ?? 0)
  return (
    <figure className="min-w-0">
      {/* The words stand beside the picture: inside it they would shrink with it on a narrow screen. */}
      <div className="grid grid-cols-[auto_1fr] gap-x-2 text-xs">
        <ul
          aria-hidden
          style={{ height: bottom }}
          className="grid grid-rows-3 text-right whitespace-nowrap"
        >
          {lanes.map(({ id, words }) => (
            <li key={id} className="self-center text-muted">
              {words()} <span className="text-ink tabular-nums">{count(id)}</span>
            </li>
          ))}
        </ul>
        <svg
          role="img"
          aria-label={`${m.labs_chart()}: ${m.labs_chart_text({
            passed: count('passed'),
            limited: count('limited'),
            other: count('other'),
          })}`}
          viewBox={`0 0 ${right} ${bottom}`}
          preserveAspectRatio="none"
          style={{ height: bottom }}
          className="w-full min-w-0"
        >
          <Drawn calls={calls} end={end} />
        </svg>
        <p aria-hidden className="col-start-2 flex justify-between pt-0.5 text-faint">
          <span>{formatDuration(0)}</span>
          <span>{formatDuration(end)}</span>
        </p>
      </div>
    </figure>
  )
}

/** @param end of the time axis, in milliseconds */
function Drawn({ calls, end }: { calls: readonly BurstCall[]; end: number }) {
  const x = (at: number) => left + (at / end) * (right - left)
  return (
    <>
      {lanes.map(({ id }, place) => (
        <line
          key={id}
          x1={left}
          x2={right}
          y1={(place + 1) * laneHeight - 0.5}
          y2={(place + 1) * laneHeight - 0.5}
          className="stroke-line"
        />
      ))}
      {calls.map((call) => {
        const place = lanes.findIndex(({ id }) => id === laneOf(call))
        return (
          <rect
            key={call.index}
            x={x(call.sentAt)}
            y={place * laneHeight + 4}
            width={Math.max(2, x(call.endedAt) - x(call.sentAt) - 0.5)}
            height={laneHeight - 9}
            className={lanes[place]?.look}
            opacity={0.8}
          />
        )
      })}
    </>
  )
}
