import { useQuery } from '@tanstack/react-query'
import SilenceIcon from 'lucide-react/icons/bell-off'
import type { LoaderFunctionArgs } from 'react-router'
import { Outlet } from 'react-router'

import { alerts, silences } from '~/api/alerts'
import { start } from '~/api/query-client'
import { param, useParam, useSearch } from '~/app/params'
import { paths } from '~/app/paths'
import { rolesFor, useCan } from '~/auth/permissions'
import { ActionLink } from '~/components/ui/ActionLink'
import { Page } from '~/components/ui/Page'
import { formatList } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

import { Misfires } from './Misfires'
import { RuleFiles } from './RuleFiles'
import { Rules } from './Rules'
import { searchSchema } from './search'
import { Silences } from './Silences'
import { TestAlert } from './TestAlert'

export function loader({ params }: LoaderFunctionArgs) {
  const tenant = param(params, 'tenant')
  start(alerts.rules(tenant))
  start(silences.list(tenant))
  return null
}

export function Component() {
  const tenant = useParam('tenant')
  const [search, setSearch] = useSearch(searchSchema)
  const held = useQuery(silences.list(tenant))
  const disabledBecause = useCan('alerts:silence')
    ? undefined
    : m.alerts_needs_role({ roles: formatList(rolesFor('alerts:silence')) })
  return (
    <Page
      title={m.app_alerts()}
      description={m.alerts_description()}
      action={
        <ActionLink
          to={paths.newSilence({ tenant })}
          icon={SilenceIcon}
          disabledBecause={disabledBecause}
        >
          {m.alerts_silence_new()}
        </ActionLink>
      }
    >
      <Rules
        tenant={tenant}
        silences={held.data?.items ?? []}
        silenceDisabledBecause={disabledBecause}
      />
      <Silences tenant={tenant} query={held} />
      <TestAlert tenant={tenant} id={search.test} onSent={(test) => setSearch({ test })} />
      <RuleFiles tenant={tenant} />
      <Misfires tenant={tenant} />
      <Outlet />
    </Page>
  )
}
