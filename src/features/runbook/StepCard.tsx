import RecheckIcon from 'lucide-react/icons/refresh-cw'
import { type ReactNode, useId } from 'react'

import { useCan } from '~/auth/permissions'
import { Button } from '~/components/ui/Button'
import { Code } from '~/components/ui/Code'
import { Time } from '~/components/ui/Time'
import { seenState } from '~/domain/runbook/kept'
import type { Step } from '~/domain/runbook/step'
import { m } from '~/i18n/gen/messages'

import { Attest } from './Attest'
import { becauseText } from './because'
import { EvidenceList } from './EvidenceList'
import { StateBadge } from './StateBadge'
import type { Runbook } from './use-runbook'
import { stepTitle } from './words'

interface Props {
  tenant: string
  step: Step
  runbook: Runbook
  /** The runbook's command with this installation's values. */
  command: string | undefined
  /** What is done about it, in place. */
  children?: ReactNode
}

/** One step: its measured state and why, what is done about it here, and the evidence. */
export function StepCard(props: Props) {
  const { step, runbook, command, children } = props
  const titleId = useId()
  const { id } = step
  const result = runbook.results[id]
  const { kept } = runbook
  const title = stepTitle(id)
  return (
    <section
      aria-labelledby={titleId}
      className="flex min-w-0 flex-col gap-3 rounded-lg border border-line bg-surface px-4 py-3"
    >
      <header className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1">
        <div className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1">
          <h2 id={titleId} className="text-base">
            {title}
          </h2>
          <StateBadge state={result.state} />
        </div>
        <StepActions {...props} />
      </header>
      <p aria-live="polite" className="[overflow-wrap:anywhere]">
        {becauseText(result.because)}{' '}
        {result.because.code !== 'asking' && (
          <span className="text-sm text-faint">
            {m.onboarding_checked()} <Time at={result.checkedAt} />
          </span>
        )}
      </p>
      {children}
      <div className="flex flex-col gap-3" data-print="open">
        <EvidenceList result={result} seen={kept && seenState(kept.steps, id)} />
        {command !== undefined && (
          <details className="text-sm">
            <summary className="cursor-pointer text-muted">{m.onboarding_command()}</summary>
            <div className="mt-2 flex flex-col gap-2">
              <p className="text-muted">{m.onboarding_command_hint()}</p>
              <Code label={`${m.onboarding_command()}: ${title}`}>{command}</Code>
            </div>
          </details>
        )}
      </div>
    </section>
  )
}

/** Vouching where nothing measures it, and asking again. */
function StepActions({ tenant, step, runbook }: Pick<Props, 'tenant' | 'step' | 'runbook'>) {
  const { id, isAttestable } = step
  const { kept, results } = runbook
  const may = useCan('onboarding:write')
  const { state } = results[id]
  return (
    <div className="flex flex-wrap items-center gap-2" data-print="never">
      {isAttestable && may && kept && state !== 'pass' && state !== 'fail' && (
        <Attest tenant={tenant} id={id} isGiven={kept.steps[id]?.kind === 'attestation'} />
      )}
      <Button
        size="sm"
        variant="ghost"
        icon={RecheckIcon}
        iconOnly
        pending={runbook.isChecking([id])}
        aria-label={m.onboarding_recheck_of({ step: stepTitle(id) })}
        onClick={() => runbook.recheck([id])}
      />
    </div>
  )
}
