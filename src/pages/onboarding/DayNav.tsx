import { clsx } from 'clsx'
import { NavLink } from 'react-router'

import { paths } from '~/app/paths'
import { progressOf, type Results } from '~/domain/runbook/evaluate'
import { days, type StepState } from '~/domain/runbook/step'
import { stepsOf } from '~/domain/runbook/steps'
import { stateLooks } from '~/features/runbook/StateBadge'
import { dayTitle, stateWord } from '~/features/runbook/words'
import { m } from '~/i18n/gen/messages'

interface Props {
  tenant: string
  results: Results
}

function stateOf(progress: ReturnType<typeof progressOf>): StepState {
  if (progress.failing > 0) return 'fail'
  return progress.done === progress.total ? 'pass' : 'waiting'
}

/** The seven days in a row, each with its state: any of them can be opened at any time. */
export function DayNav({ tenant, results }: Props) {
  return (
    <nav aria-label={m.onboarding_days()} data-print="never">
      <ol className="flex flex-wrap gap-2">
        {days.map((day) => {
          const state = stateOf(progressOf(results, stepsOf(day)))
          const { icon: Icon, color } = stateLooks[state]
          return (
            <li key={day}>
              <NavLink
                to={paths.onboardingDay({ tenant, day })}
                title={dayTitle(day)}
                className={({ isActive }) =>
                  clsx(
                    'inline-flex items-center gap-1.5 rounded-md border px-2.5 py-1 text-sm',
                    isActive
                      ? 'border-accent bg-selected font-medium text-accent'
                      : 'border-line text-ink hover:bg-hover',
                  )
                }
              >
                <Icon aria-hidden size={14} className={color} />
                {m.onboarding_day({ day })}
                <span className="sr-only">({stateWord(state)})</span>
              </NavLink>
            </li>
          )
        })}
      </ol>
    </nav>
  )
}
