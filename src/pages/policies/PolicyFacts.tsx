import { Code } from '~/components/ui/Code'
import { CopyButton } from '~/components/ui/CopyButton'
import { Facts } from '~/components/ui/Facts'
import { Name } from '~/components/ui/Name'
import { Section } from '~/components/ui/Section'
import { Time } from '~/components/ui/Time'
import { curl, visibleJson } from '~/domain/curl'
import type { Policy } from '~/domain/policy'
import { formatNumber } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

import { coverage, scopeLabel, typeLabel } from './words'

/** What the policy says, its config to the letter, and the command that would make it again. */
export function PolicyFacts({ policy }: { policy: Policy }) {
  const { name, policy_type, tenant_id, scope, description, config, priority, enabled } = policy
  const again = () =>
    curl({
      method: 'POST',
      base: 'STOA_API_URL',
      path: ['v1', 'admin', 'policies'],
      credential: 'TOKEN',
      body: { name, policy_type, tenant_id, scope, description, config, priority, enabled },
    })
  return (
    <Section
      title={m.policies_facts()}
      action={
        <CopyButton label={m.policies_curl_again()} text={m.policies_curl_again()} value={again} />
      }
    >
      <div className="flex flex-col gap-4">
        {description !== '' && (
          <p>
            <Name value={description} />
          </p>
        )}
        <Facts
          facts={[
            { label: m.policies_column_type(), value: <Name value={typeLabel(policy_type)} /> },
            { label: m.policies_column_scope(), value: <Name value={scopeLabel(scope)} /> },
            { label: m.policies_column_bindings(), value: coverage(policy) },
            { label: m.policies_column_priority(), value: formatNumber(priority) },
            {
              label: m.policies_fact_created(),
              value: <Time at={policy.created_at} show="absolute" />,
            },
            {
              label: m.policies_fact_updated(),
              value: <Time at={policy.updated_at} show="absolute" />,
            },
            {
              label: m.policies_fact_id(),
              value: (
                <span className="flex items-center gap-1 font-mono text-sm">
                  {policy.id}
                  <CopyButton label={m.policies_fact_id()} value={policy.id} />
                </span>
              ),
            },
          ]}
        />
        <div className="flex min-w-0 flex-col gap-1">
          <h3>{m.policies_config()}</h3>
          <Code label={m.policies_config()}>{visibleJson(config)}</Code>
        </div>
      </div>
    </Section>
  )
}
