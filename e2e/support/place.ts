/** Where the platform of the journeys stands: beside a running one, on ports and a state folder of its own. */

import { join } from 'node:path'
import { localUrl, portsFor } from '../../platform/addresses.ts'

export const PORT_OFFSET = Number(process.env['E2E_PORT_OFFSET'] ?? 20_000)
export const STATE_DIR = join(import.meta.dirname, '../../.stoa/e2e')

const ports = portsFor(PORT_OFFSET)

export const addresses = {
  console: localUrl(ports.console),
  portal: localUrl(ports.portal),
  gateway: localUrl(ports.gateway),
  controlPlane: localUrl(ports.controlPlane),
  keycloak: localUrl(ports.keycloak),
  prometheus: localUrl(ports.prometheus),
  backend: localUrl(ports.sampleBackend),
}
