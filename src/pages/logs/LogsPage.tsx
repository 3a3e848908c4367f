import { useQueryClient } from '@tanstack/react-query'
import LiveIcon from 'lucide-react/icons/radio'
import { useSearchParams } from 'react-router'

import type { LogEntry } from '~/api/logs'
import { logs } from '~/api/logs'
import { serverNow } from '~/api/server-clock'
import { useParam, useSearch, writeSearch } from '~/app/params'
import { paths } from '~/app/paths'
import { Button } from '~/components/ui/Button'
import { Page } from '~/components/ui/Page'
import { Patterns } from '~/features/log-patterns/Patterns'
import { m } from '~/i18n/gen/messages'

import { EntryDialog } from './EntryDialog'
import { LiveTail } from './LiveTail'
import { LogList } from './LogList'
import { LogToolbar } from './LogToolbar'
import { filterOf, rangeOf, searchSchema } from './search'

export function Component() {
  const tenant = useParam('tenant')
  const [search, setSearch] = useSearch(searchSchema)
  const [params] = useSearchParams()
  const client = useQueryClient()
  const range = rangeOf(search, serverNow() / 1000)
  const isLive = search.live === 'on'
  const linkTo = ({ request_id }: LogEntry) =>
    `${paths.logs({ tenant })}?${writeSearch(params, searchSchema, { request: request_id }).toString()}`
  const held = client.getQueryData(logs.pages(tenant, filterOf(search), range).queryKey)
  return (
    <Page
      title={m.app_logs()}
      description={m.logs_description()}
      action={
        <Button
          icon={LiveIcon}
          variant={isLive ? 'secondary' : 'primary'}
          onClick={() => setSearch({ live: isLive ? undefined : 'on' })}
        >
          {isLive ? m.logs_live_stop() : m.logs_live()}
        </Button>
      }
    >
      <Patterns
        tenant={tenant}
        range={range}
        onShow={(status) => setSearch({ status, live: undefined })}
      />
      <LogToolbar search={search} range={range} setSearch={setSearch} />
      {isLive ? (
        <LiveTail
          key={JSON.stringify(filterOf(search))}
          tenant={tenant}
          search={search}
          linkTo={linkTo}
        />
      ) : (
        <LogList
          tenant={tenant}
          search={search}
          range={range}
          linkTo={linkTo}
          onClear={() => setSearch({ search: '', status: undefined, api: '', consumer: '' })}
        />
      )}
      {search.request !== '' && (
        <EntryDialog
          key={search.request}
          tenant={tenant}
          requestId={search.request}
          known={held?.pages
            .flatMap((page) => page.items)
            .find(({ request_id }) => request_id === search.request)}
          onClose={() => setSearch({ request: '' })}
        />
      )}
    </Page>
  )
}
