import { Code } from '~/components/ui/Code'
import { LinkButton } from '~/components/ui/LinkButton'
import { Section } from '~/components/ui/Section'
import type { IncidentStep, Scenario, ScenarioId } from '~/domain/artefacts/incident-runbook'
import { environmentLines, incidentScenarios } from '~/domain/artefacts/incident-runbook'
import { installOf } from '~/features/artefacts/install'
import { m } from '~/i18n/gen/messages'

import { placeOf } from './fixes'
import { ACTIONS } from './words'

const titles: Record<ScenarioId, () => string> = {
  'gateway-5xx': m.readiness_incident_5xx,
  'locked-out': m.readiness_incident_locked_out,
  'limit-too-low': m.readiness_incident_limit,
}
const texts: Record<string, () => string> = {
  'gateway-5xx.see': m.readiness_incident_5xx_see,
  'gateway-5xx.logs': m.readiness_incident_5xx_logs,
  'gateway-5xx.restart': m.readiness_incident_5xx_restart,
  'gateway-5xx.all': m.readiness_incident_5xx_all,
  'gateway-5xx.proof': m.readiness_incident_5xx_proof,
  'locked-out.find': m.readiness_incident_locked_out_find,
  'locked-out.rotate': m.readiness_incident_locked_out_rotate,
  'locked-out.send': m.readiness_incident_locked_out_send,
  'locked-out.proof': m.readiness_incident_locked_out_proof,
  'limit-too-low.find': m.readiness_incident_limit_find,
  'limit-too-low.raise': m.readiness_incident_limit_raise,
  'limit-too-low.proof': m.readiness_incident_limit_proof,
}

/** The incident runbook of this installation: what can be done here is a button, the rest a command. */
export function Incidents({ tenant }: { tenant: string }) {
  const install = installOf(tenant)
  return (
    <Section title={m.readiness_incidents()} description={m.readiness_incidents_description()}>
      <div id="incidents" data-print="open" className="flex scroll-mt-16 flex-col gap-4">
        {incidentScenarios(install).map((scenario) => (
          <ScenarioPart key={scenario.id} tenant={tenant} scenario={scenario} />
        ))}
        <details className="text-sm">
          <summary className="cursor-pointer text-muted">{m.readiness_incident_names()}</summary>
          <div className="mt-2">
            <Code label={m.readiness_incident_names()}>{environmentLines(install)}</Code>
          </div>
        </details>
      </div>
    </Section>
  )
}

function ScenarioPart({ tenant, scenario }: { tenant: string; scenario: Scenario }) {
  return (
    <div className="flex min-w-0 flex-col gap-2">
      <h3 className="text-sm font-semibold">{titles[scenario.id]()}</h3>
      <ol className="flex list-decimal flex-col gap-2 pl-5">
        {scenario.steps.map((step) => (
          <StepLine key={step.id} tenant={tenant} scenario={scenario.id} step={step} />
        ))}
      </ol>
    </div>
  )
}

interface StepProps {
  tenant: string
  scenario: ScenarioId
  step: IncidentStep
}

function StepLine({ tenant, scenario, step }: StepProps) {
  const text = texts[`${scenario}.${step.id}`]?.() ?? step.text
  return (
    <li>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span>{text}</span>
        {step.action !== undefined && (
          <LinkButton size="sm" to={placeOf(step.action, tenant)} data-print="never">
            {ACTIONS[step.action]()}
          </LinkButton>
        )}
      </div>
      {step.command !== undefined && (
        <details className="text-sm">
          <summary className="cursor-pointer text-muted">{m.readiness_incident_command()}</summary>
          <div className="mt-1">
            <Code label={`${m.readiness_incident_command()}: ${text}`}>{step.command}</Code>
          </div>
        </details>
      )}
    </li>
  )
}
