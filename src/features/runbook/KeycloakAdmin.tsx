import ExternalIcon from 'lucide-react/icons/external-link'

import { LinkButton } from '~/components/ui/LinkButton'
import { config } from '~/config/config'
import type { StepResult } from '~/domain/runbook/step'
import { m } from '~/i18n/gen/messages'

/** Keycloak's own pages where the credentials are changed that the check found, or could not tell. */
export function KeycloakAdmin({ result: { because, state } }: { result: StepResult }) {
  const { client, admin } = because.values
  const { url, realm } = config().keycloak
  const place = (path: string) => `${url.replace(/\/$/, '')}/admin/master/console/#/${path}`
  if (state === 'pass') return null
  return (
    <div className="flex flex-col gap-2" data-print="never">
      <div className="flex flex-wrap gap-2">
        {client !== 'refused' && (
          <Outside to={place(`${encodeURIComponent(realm)}/clients`)}>
            {m.readiness_keycloak_client({ realm })}
          </Outside>
        )}
        {admin !== 'refused' && (
          <Outside to={place('master/users')}>{m.readiness_keycloak_admin()}</Outside>
        )}
      </div>
      <p className="max-w-[80ch] text-sm text-muted">{m.readiness_keycloak_hint()}</p>
    </div>
  )
}

const Outside = ({ to, children }: { to: string; children: string }) => (
  <LinkButton size="sm" icon={ExternalIcon} to={to} target="_blank" rel="noopener noreferrer">
    {children}
  </LinkButton>
)
