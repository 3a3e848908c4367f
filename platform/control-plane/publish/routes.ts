/** `/v1/admin/gateway`: what the gateway says it holds, so that a change can be proved to be in force. */
import type { Api } from '../core/calls.ts'
import type { GatewayLink } from './gateway-link.ts'

import { ok } from '../core/answers.ts'
import { textOf } from '../core/instants.ts'

const NOT_CONFIGURED = {
  configured: false,
  wanted_version: null,
  held_version: null,
  current_at: null,
  failure: null,
  usage_read_at: null,
}

/** @param link null where no gateway is configured */
export function registerGatewayState(
  api: Api,
  link: Pick<GatewayLink, 'publisher' | 'usage'> | null,
): void {
  api.implement('getGatewayState', async () => {
    if (!link) return ok(NOT_CONFIGURED)
    // Asked now: an answer from before the caller's own change would prove nothing.
    await link.publisher.flush()
    const { wanted, held, currentAt, failure } = link.publisher.state()
    return ok({
      configured: true,
      wanted_version: wanted,
      held_version: held,
      current_at: textOf(currentAt),
      failure,
      usage_read_at: textOf(link.usage.pulledAt()),
    })
  })
}
