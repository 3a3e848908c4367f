import { useQuery } from '@tanstack/react-query'

import { countedFamily } from '~/api/metric-source'
import { config } from '~/config/config'
import type { Install } from '~/domain/artefacts/install'
import { RUNBOOK_NAMES } from '~/domain/artefacts/install'
import type { Family } from '~/domain/metric-families'
import { RUNBOOK } from '~/domain/metric-families'

/** What every generated file is written from, with the gateway's counters as Prometheus has them; the runbook's until it answers. */
export const useInstall = (tenant: string): Install =>
  installOf(tenant, useQuery(countedFamily).data)

/** What this console's configuration says of its installation. */
export function installOf(tenant: string, family: Family = RUNBOOK): Install {
  const { keycloak, gatewayPublicUrl, controlPlanePublicUrl, consoleUrl, portalUrl } = config()
  return {
    ...RUNBOOK_NAMES,
    family,
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
