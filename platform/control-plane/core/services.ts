/** What every module of the control plane is given. */
import type { Logger } from 'pino'

import type { ContractDocument } from './contract-document.ts'
import type { Database } from './database/connect.ts'
import type { Environment } from './environment.ts'
import type { GatewayPublisher } from './publisher.ts'

export interface Tenant {
  id: string
  name: string
}

export interface Services {
  environment: Environment
  db: Database
  contract: ContractDocument
  tenants: readonly Tenant[]
  /** Sends what a write has recorded with `tx.touch`; the write path calls it. */
  publisher: GatewayPublisher
  log: Logger
  /** Aborted when the process stops: long answers (event streams) and timers end with it. */
  stopping: AbortSignal
  /** The present time; tests move it. */
  now: () => Date
}
