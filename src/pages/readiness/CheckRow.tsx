import { useCan } from '~/auth/permissions'
import { LinkButton } from '~/components/ui/LinkButton'
import { Time } from '~/components/ui/Time'
import type { Check } from '~/domain/readiness'
import { isRequiredId } from '~/domain/readiness'
import { seenState } from '~/domain/runbook/kept'
import type { StepResult } from '~/domain/runbook/step'
import { isDone } from '~/domain/runbook/step'
import { steps } from '~/domain/runbook/steps'
import { Attest } from '~/features/runbook/Attest'
import { becauseText } from '~/features/runbook/because'
import { saidText } from '~/features/runbook/said'
import { EvidenceList } from '~/features/runbook/EvidenceList'
import { StateBadge } from '~/features/runbook/StateBadge'
import type { Runbook } from '~/features/runbook/use-runbook'
import { m } from '~/i18n/gen/messages'

import { fixOf } from './fixes'
import { HowTo } from './HowTo'
import { checkTitle } from './words'

interface Props {
  tenant: string
  check: Check
  kept: Runbook['kept']
}

/** One check: its state, why, the evidence, and the way to its mend. */
export function CheckRow({ tenant, check, kept }: Props) {
  const { id, result } = check
  const { because, checkedAt } = result
  const seen = kept && isRequiredId(id) ? seenState(kept.steps, id) : undefined
  return (
    <li className="flex flex-col gap-1.5 py-3 break-inside-avoid">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <div className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1">
          <h3 className="text-sm font-medium">{checkTitle(id)}</h3>
          <StateBadge state={result.state} />
        </div>
        <CheckActions tenant={tenant} check={check} kept={kept} />
      </div>
      <p className="[overflow-wrap:anywhere] text-muted">
        <Why result={result} />{' '}
        {because.code !== 'asking' && (
          <span className="text-sm text-faint">
            {m.onboarding_checked()} <Time at={checkedAt} />
          </span>
        )}
      </p>
      <HowTo check={check} />
      <EvidenceList result={result} seen={seen} />
    </li>
  )
}

/** What the Control Plane saw, where it is the one that looked: in the reader's language, or in its own words. */
function Why({ result }: { result: StepResult }) {
  const { because, evidence } = result
  const seen = because.code.startsWith('check_') ? evidence[0]?.excerpt : undefined
  if (seen === undefined) return <span>{becauseText(because)}</span>
  const said = saidText(because)
  return said === undefined ? <span lang="en">{seen}</span> : <span>{said}</span>
}

function CheckActions({ tenant, check, kept }: Props) {
  const may = useCan('onboarding:write')
  const { id, result } = check
  const step = isRequiredId(id) ? steps.find((one) => one.id === id) : undefined
  const isOpen = result.state !== 'pass' && result.state !== 'fail'
  const fix = isDone(result.state) ? undefined : fixOf(id, tenant)
  return (
    <div className="flex flex-wrap items-center gap-2" data-print="never">
      {fix !== undefined && (
        <LinkButton size="sm" to={fix.to} aria-label={`${fix.label}: ${checkTitle(id)}`}>
          {fix.label}
        </LinkButton>
      )}
      {step?.isAttestable === true && may && kept && isOpen && (
        <Attest tenant={tenant} id={step.id} isGiven={kept.steps[id]?.kind === 'attestation'} />
      )}
    </div>
  )
}
