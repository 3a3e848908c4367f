import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { LoaderFunctionArgs } from 'react-router'

import { contractBundle } from '~/api/contract-bundle'
import { start } from '~/api/query-client'
import { param, readSearch, useParam, useSearch } from '~/app/params'
import { rolesFor, useCan } from '~/auth/permissions'
import { Panel } from '~/components/state/Panel'
import { Button } from '~/components/ui/Button'
import { Page } from '~/components/ui/Page'
import { saveFile } from '~/components/ui/save-file'
import { bundleOf, type Entry } from '~/domain/bundle'
import type { Contract } from '~/domain/contract'
import { formatList, formatNumber } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

import { BundleSource } from './BundleSource'
import { BundleSteps } from './BundleSteps'
import { filterOf, searchSchema } from './search'

/** The filters of the list, without its page. */
const exportOf = (search: Parameters<typeof filterOf>[0]) => {
  const { page: _, page_size: __, sort: ___, ...filter } = filterOf(search)
  return filter
}

export function loader({ params, request }: LoaderFunctionArgs) {
  const filter = exportOf(readSearch(request, searchSchema))
  start(contractBundle.every(param(params, 'tenant'), filter))
  return null
}

export function Component() {
  const tenant = useParam('tenant')
  // A new reading of the file is a new dry run: no result of an earlier one stands beside it.
  const [read, setRead] = useState<{ entries: Entry[]; run: number }>()
  const take = (entries: Entry[] | undefined) =>
    setRead((before) => entries && { entries, run: (before?.run ?? 0) + 1 })
  const disabledBecause = useCan('contracts:write')
    ? undefined
    : m.apis_needs_role({ roles: formatList(rolesFor('contracts:write')) })
  return (
    <Page title={m.bundle_title()} description={m.bundle_description()}>
      <Export tenant={tenant} />
      <BundleSource onRead={take} />
      {read && (
        <BundleSteps
          key={read.run}
          tenant={tenant}
          entries={read.entries}
          disabledBecause={disabledBecause}
        />
      )}
    </Page>
  )
}

function Export({ tenant }: { tenant: string }) {
  const [search] = useSearch(searchSchema)
  const filter = exportOf(search)
  const isFiltered = Object.values(filter).some((value) => value !== undefined && value !== '')
  const query = useQuery(contractBundle.every(tenant, filter))
  return (
    <Panel title={m.bundle_export()} description={m.bundle_export_left()} query={query}>
      {(found) => <Save tenant={tenant} found={found} isFiltered={isFiltered} />}
    </Panel>
  )
}

function Save(props: { tenant: string; found: Contract[]; isFiltered: boolean }) {
  const { tenant, found, isFiltered } = props
  if (found.length === 0) return <p className="text-muted">{m.bundle_export_none()}</p>
  const count = formatNumber(found.length)
  return (
    <div className="flex flex-wrap items-center gap-3">
      <p>{isFiltered ? m.bundle_export_hint({ count }) : m.bundle_export_all({ count })}</p>
      <Button
        onClick={() =>
          saveFile(
            `${tenant}-apis.yaml`,
            'application/yaml',
            bundleOf(found, m.bundle_export_left()),
          )
        }
      >
        {m.bundle_export_action()}
      </Button>
    </div>
  )
}
