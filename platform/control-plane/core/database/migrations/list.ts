/** Every migration in order. A module that needs tables adds a file here and its row types to ../schema.ts. */
import type { Migration } from 'kysely/migration'

import * as core from './0001-core.ts'
import * as operations from './0002-operations.ts'

export const MIGRATIONS: Record<string, Migration> = {
  '0001-core': core,
  '0002-operations': operations,
}
