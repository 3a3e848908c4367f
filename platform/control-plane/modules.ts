/** The parts of the control plane. Each registers the operations it implements; README.md says how. */
import { registerUpkeep } from './core/database/upkeep.ts'
import type { Module } from './core/module.ts'
import { registerConsumers } from './consumers/routes.ts'
import { registerContracts } from './contracts/routes.ts'
import { registerHealth } from './health/routes.ts'
import { registerIdentity } from './me/routes.ts'
import { registerOperations } from './operations.ts'
import { registerPlans } from './plans/routes.ts'
import { registerPolicies } from './policies/routes.ts'
import { registerSubscriptions } from './subscriptions/routes.ts'

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
