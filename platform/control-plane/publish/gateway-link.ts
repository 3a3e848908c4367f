/** The two ways between control plane and gateway: the config out, the usage in. */
import type { Services } from '../core/services.ts'
import type { Publisher } from './publisher.ts'
import type { UsagePull } from './usage-pull.ts'

import { gatewayClient } from './gateway-client.ts'
import { publishedSource } from './published-source.ts'
import { createPublisher } from './publisher.ts'
import { usagePull } from './usage-pull.ts'

export interface GatewayLink {
  publisher: Publisher
  usage: UsagePull
  start(): Promise<void>
  stop(): Promise<void>
}

/** The link to the configured gateway; null where GATEWAY_ADMIN_URL or GATEWAY_ADMIN_TOKEN is not set. */
export function linkGateway({ db, environment, log, stopping }: Services): GatewayLink | null {
  const { gatewayAdminUrl, gatewayAdminToken } = environment
  if (gatewayAdminUrl === undefined || gatewayAdminToken === undefined) return null
  const client = gatewayClient(gatewayAdminUrl, gatewayAdminToken, stopping)
  const publisher = createPublisher(publishedSource(db), client, {
    log: (message, fields) => log.info(fields, message),
  })
  const usage = usagePull(db, client)
  return {
    publisher,
    usage,
    // Neither waits for the gateway: the control plane serves without it.
    start() {
      publisher.start()
      usage.start()
      return Promise.resolve()
    },
    async stop() {
      await Promise.all([publisher.stop(), usage.stop()])
    },
  }
}
