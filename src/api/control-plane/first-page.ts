/** The part of the Control Plane that a first page needs, in the dialect that current.ts picks. */

import { firstPage as runbook } from './dialects/runbook/first-page'
import type { FirstPage } from './port'

export const firstPage: FirstPage = runbook
