import { useQuery } from '@tanstack/react-query'
import type { ComponentProps } from 'react'
import { Link } from 'react-router'

import { policies } from '~/api/policies'
import { useParam, useSearch } from '~/app/params'
import { isId, paths } from '~/app/paths'
import { FailureNote } from '~/components/state/FailureNote'
import { Button } from '~/components/ui/Button'
import { Name } from '~/components/ui/Name'
import { Page } from '~/components/ui/Page'
import { BurstLab } from '~/features/burst-lab/BurstLab'
import { burstSearch } from '~/features/burst-lab/search'
import { useTestKey } from '~/features/test-call/use-test-key'
import { m } from '~/i18n/gen/messages'

import { LabApi } from './LabApi'

export function Component() {
  const tenant = useParam('tenant')
  const [search, setSearch] = useSearch(burstSearch)
  const policy = isId(search.policy) ? search.policy : undefined
  return (
    <Page title={m.labs_burst_title()} description={m.labs_burst_description()}>
      {policy !== undefined && (
        <Proven tenant={tenant} id={policy} onDrop={() => setSearch({ policy: '' })} />
      )}
      <LabApi
        tenant={tenant}
        id={isId(search.api) ? search.api : ''}
        onChoose={(api) => setSearch({ api })}
      >
        {(api) => (
          <WithTestKey
            key={`${api.id} ${policy}`}
            tenant={tenant}
            api={api}
            {...(policy !== undefined && { policy })}
            search={search}
            onSearch={setSearch}
          />
        )}
      </LabApi>
    </Page>
  )
}

/** A burst may be sent with a test key, which is revoked when the page is left. */
function WithTestKey(props: Omit<ComponentProps<typeof BurstLab>, 'testKey'>) {
  const testKey = useTestKey(props.tenant, props.api.id)
  return <BurstLab {...props} testKey={testKey} />
}

interface ProvenProps {
  tenant: string
  id: string
  onDrop: () => void
}

function Proven({ tenant, id, onDrop }: ProvenProps) {
  const query = useQuery(policies.detail(tenant, id))
  return (
    <>
      <div className="flex flex-wrap items-center gap-3">
        <span>
          {m.labs_policy()}:{' '}
          <Link className="text-accent hover:underline" to={paths.policy({ tenant, id })}>
            <Name value={query.data?.name ?? id} />
          </Link>
        </span>
        <Button size="sm" onClick={onDrop}>
          {m.labs_policy_drop()}
        </Button>
      </div>
      {query.error && <FailureNote failure={query.error} onRetry={() => void query.refetch()} />}
    </>
  )
}
