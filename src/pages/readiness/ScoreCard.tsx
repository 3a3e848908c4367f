import { ProgressBar } from '~/components/ui/ProgressBar'
import { Section } from '~/components/ui/Section'
import { Time } from '~/components/ui/Time'
import type { Check, Declaration, KeptScore, Score } from '~/domain/readiness'
import { m } from '~/i18n/gen/messages'

import { checkTitle } from './words'

interface Props {
  score: Score
  /** Required checks that do not stand. */
  blockers: readonly Check[]
  history: readonly KeptScore[]
  declaration: Declaration | undefined
  /** Is something still being asked for the first time? */
  isAsking: boolean
}

/** How many checks stand, how that went, and what production still waits for. */
export function ScoreCard({ score, blockers, history, declaration, isAsking }: Props) {
  const { done, failing, total } = score
  return (
    <Section title={m.readiness_score()} description={m.readiness_score_description()}>
      <div className="flex flex-col gap-3" aria-busy={isAsking}>
        <p className="flex flex-wrap items-baseline gap-x-3">
          <span className="text-2xl font-semibold tabular-nums" data-score={`${done}/${total}`}>
            {m.readiness_score_of({ done, total })}
          </span>
          <span className={failing > 0 ? 'text-bad' : 'text-muted'}>
            {m.readiness_failing({ failing })}
          </span>
          {isAsking && <span className="text-muted">{m.readiness_asking()}</span>}
        </p>
        <ProgressBar label={m.readiness_score()} done={done} total={total} />
        <Declared declaration={declaration} blockers={blockers} />
        {blockers.length > 0 && (
          <p>
            {m.readiness_waits_for()}{' '}
            <span className="text-muted">
              {blockers.map(({ id }) => checkTitle(id)).join(', ')}
            </span>
          </p>
        )}
        <Trend history={history} />
      </div>
    </Section>
  )
}

function Declared({ declaration, blockers }: Pick<Props, 'declaration' | 'blockers'>) {
  if (!declaration) return <p className="text-muted">{m.readiness_not_declared()}</p>
  const { by, at, done, total, note } = declaration
  return (
    <div>
      <p>
        {m.readiness_declared({ by, done, total })} <Time at={at} show="absolute" />
      </p>
      {note !== '' && <p className="[overflow-wrap:anywhere] text-muted">{note}</p>}
      {blockers.length > 0 && <p className="text-bad">{m.readiness_no_longer()}</p>}
    </div>
  )
}

const WIDTH = 240
const HEIGHT = 40

/** The kept scores as a line, and as a list for whoever reads it. */
function Trend({ history }: Pick<Props, 'history'>) {
  if (history.length < 2) return <p className="text-sm text-faint">{m.readiness_no_trend()}</p>
  const step = WIDTH / (history.length - 1)
  const points = history.map(
    ({ done, total }, at) => `${at * step},${HEIGHT - (done / total) * HEIGHT}`,
  )
  return (
    <details className="text-sm">
      <summary className="flex cursor-pointer flex-wrap items-center gap-3 text-muted">
        <svg
          aria-hidden
          viewBox={`-2 -2 ${WIDTH + 4} ${HEIGHT + 4}`}
          className="h-10 w-60 max-w-full text-accent"
        >
          <polyline points={points.join(' ')} fill="none" stroke="currentColor" strokeWidth="2" />
        </svg>
        {m.readiness_trend({ count: history.length })}
      </summary>
      <ul className="mt-2 list-disc pl-5">
        {history.toReversed().map(({ at, done, total, by }) => (
          <li key={at}>
            <Time at={at} show="absolute" />: {m.readiness_score_of({ done, total })}, {by}
          </li>
        ))}
      </ul>
    </details>
  )
}
