import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useId } from 'react'
import { Link } from 'react-router'

import { contracts } from '~/api/contracts'
import { text, useSearch } from '~/app/params'
import { paths } from '~/app/paths'
import { Field, inputStyle } from '~/components/form/Field'
import { FailureNote } from '~/components/state/FailureNote'
import { Skeleton } from '~/components/state/Skeleton'
import type { Contract } from '~/domain/contract'
import { formatNumber } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

import { type PartProps, servedApis } from './part'

const schema = { api: text('') }

interface Props extends PartProps {
  children: (api: Contract) => ReactNode
}

/** The API that is tried: the newest one that the gateway serves, or another that is chosen. */
export function TriedApi({ tenant, runbook, children }: Props) {
  const [search, setSearch] = useSearch(schema)
  const fieldId = useId()
  const apis = servedApis(runbook)
  const api = apis.find(({ id }) => id === search.api) ?? apis[0]
  const query = useQuery({
    ...contracts.detail(tenant, api?.id ?? ''),
    enabled: api !== undefined,
  })
  if (!api) return <p className="text-muted">{m.onboarding_do_needs_api()}</p>
  return (
    <div className="flex flex-col gap-3">
      {apis.length > 1 && (
        <div className="max-w-md" data-print="never">
          <Field name={`${fieldId}-api`} label={m.onboarding_api_tried()}>
            {(input) => (
              <select
                {...input}
                value={api.id}
                className={inputStyle}
                onChange={(event) => setSearch({ api: event.target.value })}
              >
                {apis.map(({ id, name, version }) => (
                  <option key={id} value={id}>
                    {name} {version}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <Others tenant={tenant} runbook={runbook} />
        </div>
      )}
      {query.error && <FailureNote failure={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending && <Skeleton kind="block" />}
      {query.data && <div key={query.data.id}>{children(query.data)}</div>}
    </div>
  )
}

/** The list is cut where the lists of the server are. */
function Others({ tenant, runbook: { probes } }: PartProps) {
  const { apis } = probes
  const total = apis.state === 'answered' ? (apis.total ?? 0) : 0
  const count = apis.state === 'answered' ? apis.value.length : 0
  if (total <= count) return null
  return (
    <p className="mt-1 text-sm text-muted">
      <Link className="text-accent hover:underline" to={paths.apis({ tenant })}>
        {m.onboarding_api_others({ count: formatNumber(count), total: formatNumber(total) })}
      </Link>
    </p>
  )
}
