import { Button } from '~/components/ui/Button'
import { Name } from '~/components/ui/Name'
import { useMe } from '~/auth/permissions'
import { session } from '~/auth/session'
import { config } from '~/config/config'
import { m } from '~/i18n/gen/messages'

import { PlainPage } from './PlainPage'

/** Signed in, but without a role of ours: a developer, whose place is the portal. */
export function NoRoles() {
  const { name, email, sub } = useMe()
  return (
    <PlainPage title={m.app_no_roles_title()}>
      <p>{m.app_no_roles_text({ name: name ?? email ?? sub })}</p>
      <p className="text-muted">
        <a className="text-accent underline" href={config().portalUrl} rel="noopener noreferrer">
          {m.app_no_roles_portal()}
        </a>{' '}
        (<Name value={config().portalUrl} />)
      </p>
      <p className="text-muted">{m.app_no_roles_next()}</p>
      <div>
        <Button onClick={() => void session().logout()}>{m.app_sign_out()}</Button>
      </div>
    </PlainPage>
  )
}
