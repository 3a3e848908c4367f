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
import { effectiveRows, type EffectiveRow, type Origin } from '~/domain/effective'
import { m } from '~/i18n/gen/messages'

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
          <Name value={row.type} />
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
        </div>
      )),
  },
]

/** The merged result for a call of this API, each value with the policy it comes from, the overruled ones struck through. */
export function EffectivePolicies({ tenant, contract }: { tenant: string; contract: string }) {
  const query = useQuery(policies.effective(tenant, contract))
  return (
    <Panel title={m.apis_effective()} description={m.apis_effective_description()} query={query}>
      {(data) => (
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
      )}
    </Panel>
  )
}

function From({ tenant, origin }: { tenant: string; origin: Origin }) {
  return (
    <span className="inline-block">
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
