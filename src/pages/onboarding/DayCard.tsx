import { Link } from 'react-router'

import { paths } from '~/app/paths'
import { progressOf, type Results } from '~/domain/runbook/evaluate'
import type { Day } from '~/domain/runbook/step'
import { stepsOf } from '~/domain/runbook/steps'
import { stateLooks } from '~/features/runbook/StateBadge'
import { dayReason, dayTitle, stateWord, stepTitle } from '~/features/runbook/words'
import { m } from '~/i18n/gen/messages'

import { ProgressFacts } from './ProgressFacts'

interface Props {
  tenant: string
  day: Day
  results: Results
}

/** A day on the overview: how far it is, why it matters, and its steps. */
export function DayCard({ tenant, day, results }: Props) {
  const steps = stepsOf(day)
  return (
    <li className="flex min-w-0 flex-col gap-2 rounded-lg border border-line bg-surface px-4 py-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 className="text-base">
          <Link className="text-accent hover:underline" to={paths.onboardingDay({ tenant, day })}>
            {m.onboarding_day_of({ day, title: dayTitle(day) })}
          </Link>
        </h2>
        <span className="flex flex-wrap gap-1">
          <ProgressFacts progress={progressOf(results, steps)} />
        </span>
      </div>
      <p className="text-sm text-muted">{dayReason(day)}</p>
      <ul className="flex flex-col gap-1">
        {steps.map(({ id }) => {
          const { state } = results[id]
          const { icon: Icon, color } = stateLooks[state]
          return (
            <li key={id} className="flex items-start gap-2 text-sm">
              <Icon aria-hidden size={15} className={`mt-0.5 shrink-0 ${color}`} />
              <span className="min-w-0">
                {stepTitle(id)} <span className="sr-only">({stateWord(state)})</span>
              </span>
            </li>
          )
        })}
      </ul>
    </li>
  )
}
