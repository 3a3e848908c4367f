/** What the write path knows of the gateway: something that sends the outbox on. */

/** Kinds of entities that the gateway holds; a `key` is named by its SHA-256, everything else by its id. */
export type GatewayKind = 'route' | 'key' | 'subscription' | 'consumer' | 'plan' | 'policy'

export interface GatewayPublisher {
  /** Sends what the table gateway_changes holds. Resolves when the gateway has it, or when it cannot be reached now. */
  flush(): Promise<void>
}

/** Of a control plane that has no gateway to tell. */
export const NO_GATEWAY: GatewayPublisher = { flush: () => Promise.resolve() }
