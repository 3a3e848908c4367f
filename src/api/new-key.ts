/**
 * Until the gateway holds a key that was made a moment ago, it refuses every call with it. A burst must not begin before, and must
 * not find out by a call either: that call would take one of the bucket that is to be measured.
 */

import { controlPlane } from './control-plane/current'
import { callOnceKnown, type GatewayCall, type MeasuredAnswer } from './gateway'
import { isCurrent } from './gateway-state'

/** Within a second the gateway has a change (contract.md). One that answers and is late is waited for: the trial would cost more. */
const PATIENCE_MS = 10_000
const PAUSE_MS = 150

/**
 * Waits until the gateway says that it holds everything that is committed, the key with it. Where that cannot be told, a call is
 * tried with it.
 * @param signal ends the waiting
 * @returns the answer to such a call
 */
export async function settleKey(
  call: GatewayCall,
  signal: AbortSignal,
): Promise<MeasuredAnswer | undefined> {
  if ((await isHeld(signal)) || signal.aborted) return undefined
  return callOnceKnown({ ...call, method: 'GET', isNewKey: true, signal }).catch(() => undefined)
}

async function isHeld(signal: AbortSignal): Promise<boolean> {
  const startedAt = performance.now()
  do {
    // An installation that cannot be asked, a reader who may not ask, a gateway that is silent: then a call tells.
    const state = await controlPlane.gatewayState().catch(() => undefined)
    if (!state?.configured || state.held_version === null) return false
    if (isCurrent(state)) return true
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
  } while (!signal.aborted && performance.now() - startedAt < PATIENCE_MS)
  return false
}
