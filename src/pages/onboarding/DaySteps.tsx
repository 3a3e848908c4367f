import { Fragment, type ReactNode } from 'react'

import { paths } from '~/app/paths'
import { LinkButton } from '~/components/ui/LinkButton'
import { commandOf } from '~/domain/runbook/commands'
import type { Day, Step, StepId } from '~/domain/runbook/step'
import { stepsOf } from '~/domain/runbook/steps'
import { installOf } from '~/features/artefacts/install'
import { Doctor } from '~/features/doctor/Doctor'
import { StepCard } from '~/features/runbook/StepCard'
import type { Runbook } from '~/features/runbook/use-runbook'
import { m } from '~/i18n/gen/messages'

import { servedApis } from './part'
import { parts } from './parts'

interface Props {
  tenant: string
  day: Day
  runbook: Runbook
}

/** The headings of the production checklist, at the first step of each. */
const headings: Partial<Record<StepId, () => string>> = {
  'day-7.tls': m.onboarding_checklist_security,
  'day-7.restart': m.onboarding_checklist_reliability,
  'day-7.monitoring': m.onboarding_checklist_operations,
}

/** The steps of a day, each done where it stands. */
export function DaySteps({ tenant, day, runbook }: Props) {
  const [first] = servedApis(runbook)
  const install = installOf(tenant)
  const render = (step: Step): ReactNode => {
    const Part = parts[step.id]
    const heading = headings[step.id]
    return (
      <Fragment key={step.id}>
        {heading && <p className="mt-2 text-sm font-medium text-muted">{heading()}</p>}
        <StepCard
          tenant={tenant}
          step={step}
          runbook={runbook}
          command={commandOf(step.id, install, first && { path: first.path })}
        >
          {Part && <Part tenant={tenant} runbook={runbook} />}
        </StepCard>
      </Fragment>
    )
  }
  return (
    <>
      {stepsOf(day).map(render)}
      {day === 1 && <Doctor />}
      {day === 7 && (
        <p data-print="never">
          <LinkButton to={paths.readiness({ tenant })}>{m.readiness_open()}</LinkButton>
        </p>
      )}
    </>
  )
}
