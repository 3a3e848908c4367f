/**
 * Commands of the runbook ("Day 2: Register Your First API") with an installation's values in the place of its examples. Keys and
 * tokens stay variables.
 */

import type { NewContract } from './contract'
import { curl, encodeTarget, shellWord } from './curl'

/** Where an installation is reached from outside of it. */
export interface Install {
  /** The Control Plane. */
  apiUrl: string
  gatewayUrl: string
}

/** "Create a UAC Contract". */
export function registerCommand({ apiUrl }: Install, contract: NewContract): string {
  const create = curl({
    method: 'POST',
    base: 'STOA_API_URL',
    path: ['v1', 'contracts'],
    credential: 'TOKEN',
    body: contract,
  })
  return [
    `STOA_API_URL=${shellWord(apiUrl)}`,
    `CONTRACT_ID=$(${create} | jq -r .id)`,
    'echo "Contract ID: $CONTRACT_ID"',
  ].join('\n')
}

/** "Verify It's Reachable". @param target path of the call at the gateway, with its query */
export function reachableCommand(
  { gatewayUrl }: Install,
  target: string,
  wantsKey: boolean,
): string {
  const call = [
    String.raw`curl -s -o /dev/null -w "HTTP %{http_code} in %{time_total}s\n"`,
    `"\${STOA_GATEWAY_URL}${encodeTarget(target)}"`,
    ...(wantsKey ? ['-H "X-API-Key: $API_KEY"'] : []),
  ].join(' \\\n  ')
  return `STOA_GATEWAY_URL=${shellWord(gatewayUrl)}\n${call}`
}
