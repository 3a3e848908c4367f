/** Runs the gateway as a process of its own. */
import { pino } from 'pino'
import { runService } from '../service.ts'
import { InvalidEnvironment, readEnvironment, type Settings } from './environment.ts'
import { startGateway } from './gateway.ts'

const log = pino({ name: 'gateway' })

let settings: Settings
try {
  settings = readEnvironment(process.env)
} catch (error) {
  if (!(error instanceof InvalidEnvironment)) throw error
  process.stderr.write(`gateway: ${error.message}\n`)
  process.exit(2)
}
await runService('gateway', () =>
  startGateway({
    ...settings,
    onEvent: (message, details) => {
      if (message === 'failure') log.error(details, message)
      else log.info(details, message)
    },
  }),
)
