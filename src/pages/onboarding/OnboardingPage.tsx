import PrintIcon from 'lucide-react/icons/printer'
import RecheckIcon from 'lucide-react/icons/refresh-cw'

import { useParam } from '~/app/params'
import { paths } from '~/app/paths'
import { Button } from '~/components/ui/Button'
import { LinkButton } from '~/components/ui/LinkButton'
import { Page } from '~/components/ui/Page'
import { progressOf, resumeDay } from '~/domain/runbook/evaluate'
import { days, isDone } from '~/domain/runbook/step'
import { useRunbook } from '~/features/runbook/use-runbook'
import { m } from '~/i18n/gen/messages'

import { DayCard } from './DayCard'
import { Existing } from './Existing'
import { ProgressFacts } from './ProgressFacts'
import { ReaderNote } from './ReaderNote'

export function Component() {
  const tenant = useParam('tenant')
  const runbook = useRunbook(tenant)
  const progress = progressOf(runbook.results)
  const day = resumeDay(runbook.results)
  const isFinished = progress.done === progress.total
  const isMonitored = isDone(runbook.results['day-5.target'].state)
  return (
    <Page
      title={m.onboarding_title()}
      description={m.onboarding_description()}
      facts={<ProgressFacts progress={progress} />}
      action={
        <>
          <Button icon={PrintIcon} onClick={() => window.print()}>
            {m.onboarding_print()}
          </Button>
          <Button
            icon={RecheckIcon}
            pending={runbook.isChecking()}
            onClick={() => runbook.recheck()}
          >
            {m.onboarding_recheck_all()}
          </Button>
          <LinkButton variant="primary" to={paths.onboardingDay({ tenant, day })}>
            {isFinished ? m.onboarding_resume_done({ day }) : m.onboarding_resume({ day })}
          </LinkButton>
        </>
      }
    >
      {isFinished && <p className="text-ok">{m.onboarding_finished()}</p>}
      <ReaderNote />
      <Existing probes={runbook.probes} />
      {isMonitored && !isFinished && (
        <p>
          <LinkButton to={paths.onboardingDay({ tenant, day: 7 })}>
            {m.onboarding_jump()}
          </LinkButton>
        </p>
      )}
      <ol aria-label={m.onboarding_days()} className="grid gap-3 lg:grid-cols-2">
        {days.map((one) => (
          <DayCard key={one} tenant={tenant} day={one} results={runbook.results} />
        ))}
      </ol>
    </Page>
  )
}
