import { config } from '~/config/config'
import type { Install } from '~/domain/artefacts/install'
import { RUNBOOK_NAMES } from '~/domain/artefacts/install'

/** What this console's configuration says of its installation: what every generated file is written from. */
export function installOf(tenant: string): Install {
  const { keycloak, gatewayPublicUrl, controlPlanePublicUrl, consoleUrl, portalUrl } = config()
  return {
    ...RUNBOOK_NAMES,
    tenant,
    realm: keycloak.realm,
    addresses: {
      gateway: gatewayPublicUrl,
      // Behind the console's own origin, the Control Plane answers under /api.
      controlPlane: controlPlanePublicUrl ?? `${consoleUrl}/api`,
      keycloak: keycloak.url,
      console: consoleUrl,
      portal: portalUrl,
    },
  }
}
