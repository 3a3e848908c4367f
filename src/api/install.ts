/** Where this installation is reached from outside of the browser: for commands that are run elsewhere. */

import { config } from '~/config/config'
import type { Install } from '~/domain/runbook-commands'

/** The Control Plane's address is the console's way to it, unless it has one of its own. */
export function install(): Install {
  const { apiBase, consoleUrl, controlPlanePublicUrl, gatewayPublicUrl } = config()
  return {
    apiUrl: controlPlanePublicUrl ?? new URL(apiBase, consoleUrl).href.replace(/\/$/, ''),
    gatewayUrl: gatewayPublicUrl,
  }
}
