import { useLocation } from 'react-router'

import { LinkButton } from '~/components/ui/LinkButton'
import { Name } from '~/components/ui/Name'
import { Page } from '~/components/ui/Page'
import { config } from '~/config/config'
import { m } from '~/i18n/gen/messages'

import { portalPaths } from '../paths'

/** The address belongs to no page of the portal. */
export function PortalNotFound() {
  const { pathname } = useLocation()
  return (
    <Page title={m.app_not_found_title()}>
      <p>
        <Name value={m.portal_not_found({ path: pathname.slice(0, 300) })} />
      </p>
      <ToCatalog />
    </Page>
  )
}

/** An address of the console was opened here: that is another place, for other people. */
export function ForAdministrators() {
  const { pathname } = useLocation()
  return (
    <Page title={m.portal_admin_title()}>
      <p>{m.portal_admin_text()}</p>
      <div className="flex flex-wrap items-center gap-3">
        <ToCatalog />
        <a className="text-accent underline" href={config().consoleUrl + pathname}>
          {m.portal_admin_console()}
        </a>
      </div>
    </Page>
  )
}

function ToCatalog() {
  return (
    <p>
      <LinkButton to={portalPaths.catalog()}>{m.portal_to_catalog()}</LinkButton>
    </p>
  )
}
