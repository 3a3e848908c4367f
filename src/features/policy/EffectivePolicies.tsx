import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'

import { policies } from '~/api/policies'
import { paths } from '~/app/paths'
import { EmptyState } from '~/components/state/EmptyState'
import { Panel } from '~/components/state/Panel'
import { type Column, DataTable } from '~/components/table/DataTable'
import { LinkButton } from '~/components/ui/LinkButton'
import { Name } from '~/components/ui/Name'
import { visibleJson } from '~/domain/curl'
import {
  effectiveRows,
  type EffectiveRow,
  type EffectivePolicies as Effective,
  hasLostCredentials,
  type Origin,
  shadowedOn,
} from '~/domain/effective'
import { formatNumber } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

import { isKnownType, typeLabel } from './words'

const levels = new Map([
  ['consumer', m.apis_level_consumer],
  ['api', m.apis_level_api],
  ['tenant', m.apis_level_tenant],
])

const written = (value: unknown): string => {
  if (typeof value === 'string') return value
  return Array.isArray(value) ? value.map(written).join(', ') : visibleJson(value, 0)
}

const columnsOf = (tenant: string): Column<EffectiveRow>[] => [
  {
    id: 'value',
    header: m.apis_effective_value,
    cell: (row) => (
      <>
        <span className="block text-sm font-normal text-muted">
          <Name value={typeLabel(row.type)} />
        </span>
        <Name value={row.name} /> = <Name value={written(row.value)} />
      </>
    ),
  },
  {
    id: 'origin',
    header: m.apis_effective_origin,
    cell: (row) => <From tenant={tenant} origin={row.winner} />,
  },
  {
    id: 'lost',
    header: m.apis_effective_lost,
    cell: (row) =>
      row.losers.map((origin) => (
        <div key={origin.policy_id} className="text-muted">
          <s>
            <Name value={written(origin.value)} />
          </s>{' '}
          <From tenant={tenant} origin={origin} />
          {row.ties.includes(origin) && (
            <span className="block text-sm text-warn">{m.policies_effective_tie()}</span>
          )}
        </div>
      )),
  },
]

interface Props {
  tenant: string
  contract: string
  /** Without one: what holds for every consumer without a binding of its own. */
  consumer?: string | undefined
  /** It is the page, and not a part of one that leads there. */
  isAlone?: boolean
}

/** The merged result for a call of this API, each value with the policy it comes from, the overruled ones struck through. */
export function EffectivePolicies({ tenant, contract, consumer, isAlone = false }: Props) {
  const query = useQuery(policies.effective(tenant, contract, consumer))
  return (
    <Panel
      title={m.apis_effective()}
      description={m.apis_effective_description()}
      query={query}
      action={
        isAlone ? undefined : (
          <LinkButton to={paths.effectivePolicies({ tenant, api: contract })}>
            {m.policies_effective_for_consumer()}
          </LinkButton>
        )
      }
    >
      {(data) => (
        <>
          <Flags tenant={tenant} effective={data} />
          <DataTable
            rows={effectiveRows(data)}
            columns={columnsOf(tenant)}
            rowKey={(row) => `${row.type}/${row.name}`}
            caption={m.apis_effective_caption()}
            empty={
              <EmptyState
                title={m.apis_effective_empty()}
                action={
                  <LinkButton to={paths.newPolicy({ tenant, type: 'rate_limit' })}>
                    {m.apis_effective_add()}
                  </LinkButton>
                }
              />
            }
          />
        </>
      )}
    </Panel>
  )
}

/** What in the merge is easily overlooked: rules that decide nothing here, and the plan that counts beside them. */
function Flags({ tenant, effective }: { tenant: string; effective: Effective }) {
  const { plan } = effective
  const shadowed = shadowedOn(effective)
  const unknown = effective.types.filter(({ policy_type }) => !isKnownType(policy_type))
  return (
    <div className="flex flex-col gap-1 pb-2 empty:hidden">
      {unknown.map(({ policy_type }) => (
        <p key={policy_type} className="text-warn">
          <Name value={m.policies_effective_unknown({ type: policy_type })} />
        </p>
      ))}
      {shadowed.map((origin) => (
        <p key={origin.policy_id} className="text-warn">
          {m.policies_effective_shadowed()} <From tenant={tenant} origin={origin} />
        </p>
      ))}
      {hasLostCredentials(effective) && (
        <p className="text-warn">{m.policies_effective_credentials()}</p>
      )}
      {plan && (
        <p className="text-muted">
          {m.policies_effective_plan()} <Name value={plan.name} />
          {plan.rate_limit_per_minute !== null &&
            `: ${m.policies_effective_plan_limit({ count: formatNumber(plan.rate_limit_per_minute) })}`}
        </p>
      )}
    </div>
  )
}

function From({ tenant, origin }: { tenant: string; origin: Origin }) {
  return (
    <span className="inline-block align-top">
      <Link
        className="text-accent hover:underline"
        to={paths.policy({ tenant, id: origin.policy_id })}
      >
        <Name value={origin.policy_name} />
      </Link>
      <span className="block text-sm text-muted">
        {levels.get(origin.level)?.() ?? origin.level},{' '}
        {m.apis_priority({ priority: origin.priority })}
      </span>
    </span>
  )
}
