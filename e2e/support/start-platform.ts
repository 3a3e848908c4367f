/** Starts a fresh platform for the journeys and stops it after the last one. */

import { consoleReport } from '../../platform/up/report.ts'
import { startPlatform as start } from '../../platform/up/platform.ts'
import { PORT_OFFSET, STATE_DIR } from './place.ts'

export default async function startPlatform(): Promise<() => Promise<void>> {
  const platform = await start({
    stateDir: STATE_DIR,
    portOffset: PORT_OFFSET,
    reset: true,
    report: consoleReport,
  })
  return () => platform.stop()
}
