import { pino, stdSerializers } from 'pino'

import { runService } from '../service.ts'
import { startControlPlane } from './control-plane.ts'
import { EnvironmentError, readEnvironment } from './core/environment.ts'

function environmentOrExit() {
  try {
    return readEnvironment(process.env)
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error
    process.stderr.write(`control-plane: the environment is wrong\n${error.message}\n`)
    return process.exit(2)
  }
}

const environment = environmentOrExit()
const log = pino({
  level: environment.logLevel,
  base: { service: 'control-plane' },
  timestamp: () => `,"timestamp":"${new Date().toISOString()}"`,
  serializers: { err: withoutData },
})

/** A database error repeats the values of the row in its detail: they stay out of the log. */
function withoutData(error: unknown) {
  const { type, message, stack, code } = stdSerializers.err(error as Error) as Record<
    string,
    unknown
  >
  return { type, message, stack, code }
}

await runService('control-plane', async () => {
  const controlPlane = await startControlPlane(environment, { log })
  log.info({ port: controlPlane.port }, 'the control plane accepts requests')
  return controlPlane
})
