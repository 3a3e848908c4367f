import { type Control, useWatch } from 'react-hook-form'

import { Section } from '~/components/ui/Section'
import { limitOf } from '~/domain/burst-expectation'
import type { Policy } from '~/domain/policy'
import { configOf, type PolicyForm } from '~/domain/policy-form'
import { WhatIf } from '~/features/what-if/WhatIf'
import { m } from '~/i18n/gen/messages'

interface Props {
  control: Control<PolicyForm>
  tenant: string
  /** The policy that is edited. */
  policy?: string
}

/** The last day held against the limit while it is typed. */
export function TypedWhatIf({ control, tenant, policy }: Props) {
  // The form's defaults are whole, so what is watched is whole.
  const form = useWatch({ control }) as PolicyForm
  if (form.policy_type !== 'rate_limit') return null
  return (
    <details className="rounded-md border border-line px-3 py-2">
      <summary className="cursor-pointer font-medium">{m.whatif_title()}</summary>
      <div className="pt-2">
        <WhatIf
          tenant={tenant}
          {...(policy !== undefined && { policy })}
          limit={limitOf(configOf(form))}
        />
      </div>
    </details>
  )
}

/** The last day held against a limit as it stands. */
export function LimitWhatIf({ tenant, policy }: { tenant: string; policy: Policy }) {
  if (policy.policy_type !== 'rate_limit') return null
  return (
    <Section title={m.whatif_title()}>
      <WhatIf tenant={tenant} policy={policy.id} limit={limitOf(policy.config)} />
    </Section>
  )
}
