/** The parts of the control plane. Each registers the operations it implements; README.md says how. */
import type { Api } from './core/calls.ts'
import { registerUpkeep } from './core/database/upkeep.ts'
import type { Services } from './core/services.ts'
import { registerConsumers } from './consumers/routes.ts'
import { registerContracts } from './contracts/routes.ts'
import { registerHealth } from './health/routes.ts'
import { registerIdentity } from './me/routes.ts'
import { registerOperations } from './operations.ts'
import { registerPlans } from './plans/routes.ts'
import { registerPolicies } from './policies/routes.ts'
import { registerSubscriptions } from './subscriptions/routes.ts'

/** Work of a module that goes on beside requests. */
export interface Background {
  /** After the server accepts requests. */
  start?(): Promise<void>
  /** Before the database closes. */
  stop?(): Promise<void>
}

export type Module = (api: Api, services: Services) => Background | void

export const MODULES: readonly Module[] = [
  registerHealth,
  registerIdentity,
  registerContracts,
  registerPolicies,
  registerConsumers,
  registerSubscriptions,
  registerPlans,
  registerOperations,
  registerUpkeep,
]
