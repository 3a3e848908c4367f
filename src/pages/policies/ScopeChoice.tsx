import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useId, useState } from 'react'

import { consumers } from '~/api/consumers'
import { contracts } from '~/api/contracts'
import { policies } from '~/api/policies'
import type { TrafficScope } from '~/api/policy-changes'
import { Field, inputStyle } from '~/components/form/Field'
import { FailureNote } from '~/components/state/FailureNote'
import { Skeleton } from '~/components/state/Skeleton'
import { plainName } from '~/components/ui/name-parts'
import type { Policy, PolicyBinding } from '~/domain/policy'
import { formatNumber } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

import { bindingsPage } from './Bindings'

interface Props {
  tenant: string
  policy: Policy
  children: (scope: TrafficScope) => ReactNode
}

/** Whose traffic a policy is looked at with: one of what it is bound to, or the whole tenant while it is bound to nothing. */
export function ScopeChoice({ tenant, policy, children }: Props) {
  const id = useId()
  const [chosen, choose] = useState<string>()
  const query = useQuery(policies.bindings(tenant, policy.id, bindingsPage(1)))
  if (query.error) return <FailureNote failure={query.error} onRetry={() => void query.refetch()} />
  if (!query.data) return <Skeleton lines={4} />
  const { items, total } = query.data
  const binding = items.find((one) => one.id === chosen) ?? items[0]
  if (!binding)
    return (
      <div className="flex min-w-0 flex-col gap-3">
        <p className="text-muted">{m.policies_traffic_tenant()}</p>
        {children({ tenant })}
      </div>
    )
  return (
    <div className="flex min-w-0 flex-col gap-3">
      <div className="max-w-md">
        <Field
          name={`${id}-scope`}
          label={m.policies_traffic_of()}
          {...(total > items.length && {
            hint: m.policies_traffic_first({
              shown: formatNumber(items.length),
              total: formatNumber(total),
            }),
          })}
        >
          {(input) => (
            <select
              {...input}
              value={binding.id}
              onChange={(event) => choose(event.target.value)}
              className={inputStyle}
            >
              {items.map((one) => (
                <option key={one.id} value={one.id}>
                  {plainName(one.target_name)}
                </option>
              ))}
            </select>
          )}
        </Field>
      </div>
      <Scoped key={binding.id} tenant={tenant} binding={binding}>
        {children}
      </Scoped>
    </div>
  )
}

interface ScopedProps extends Pick<Props, 'tenant' | 'children'> {
  binding: PolicyBinding
}

/** Metrics go by the API's name and the consumer's external id, which a binding does not carry. */
function Scoped({ tenant, binding, children }: ScopedProps) {
  const { contract_id, consumer_id } = binding
  const api = useQuery({
    ...contracts.detail(tenant, contract_id ?? ''),
    enabled: contract_id !== null,
  })
  const consumer = useQuery({
    ...consumers.detail(tenant, consumer_id ?? ''),
    enabled: contract_id === null && consumer_id !== null,
  })
  const failure = api.error ?? consumer.error
  if (failure) return <FailureNote failure={failure} />
  if (api.data) return children({ api: api.data.apiName })
  if (consumer.data) return children({ consumer: consumer.data.external_id })
  return <Skeleton lines={4} />
}
