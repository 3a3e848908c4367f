import PrintIcon from 'lucide-react/icons/printer'
import RecheckIcon from 'lucide-react/icons/refresh-cw'
import { Outlet, useLocation } from 'react-router'

import { useParam } from '~/app/params'
import { paths } from '~/app/paths'
import { Button } from '~/components/ui/Button'
import { LinkButton } from '~/components/ui/LinkButton'
import { Page } from '~/components/ui/Page'
import { progressOf } from '~/domain/runbook/evaluate'
import type { Day } from '~/domain/runbook/step'
import { stepsOf } from '~/domain/runbook/steps'
import type { FormReturn } from '~/features/form-return/use-form-return'
import { useRunbook } from '~/features/runbook/use-runbook'
import { dayReason, dayTitle } from '~/features/runbook/words'
import { m } from '~/i18n/gen/messages'

import { dayOf } from './day'
import { DayNav } from './DayNav'
import { DaySteps } from './DaySteps'
import { ProgressFacts } from './ProgressFacts'
import { ReaderNote } from './ReaderNote'
import { Tour } from './Tour'
import { Trouble } from './Trouble'

export function Component() {
  const tenant = useParam('tenant')
  const day = dayOf(useLocation().pathname)
  const runbook = useRunbook(tenant)
  const steps = stepsOf(day)
  const ids = steps.map(({ id }) => id)
  const back: FormReturn = { formReturn: paths.onboardingDay({ tenant, day }) }
  return (
    <Page
      title={m.onboarding_day_of({ day, title: dayTitle(day) })}
      description={dayReason(day)}
      facts={<ProgressFacts progress={progressOf(runbook.results, steps)} />}
      action={
        <>
          <Button icon={PrintIcon} onClick={() => window.print()}>
            {m.onboarding_print()}
          </Button>
          <Button
            icon={RecheckIcon}
            pending={runbook.isChecking(ids)}
            onClick={() => runbook.recheck(ids)}
          >
            {m.onboarding_recheck_day()}
          </Button>
        </>
      }
    >
      <DayNav tenant={tenant} results={runbook.results} />
      <ReaderNote />
      <DaySteps key={day} tenant={tenant} day={day} runbook={runbook} />
      {day === 1 && <Tour tenant={tenant} />}
      <Trouble tenant={tenant} day={day} />
      <Neighbours tenant={tenant} day={day} />
      <Outlet context={back} />
    </Page>
  )
}

function Neighbours({ tenant, day }: { tenant: string; day: Day }) {
  return (
    <div className="flex justify-between" data-print="never">
      {day > 1 ? (
        <LinkButton to={paths.onboardingDay({ tenant, day: day - 1 })}>
          ← {m.onboarding_day({ day: day - 1 })}
        </LinkButton>
      ) : (
        <span />
      )}
      {day < 7 ? (
        <LinkButton variant="primary" to={paths.onboardingDay({ tenant, day: day + 1 })}>
          {m.onboarding_day({ day: day + 1 })} →
        </LinkButton>
      ) : (
        <LinkButton variant="primary" to={paths.readiness({ tenant })}>
          {m.readiness_title()} →
        </LinkButton>
      )}
    </div>
  )
}
