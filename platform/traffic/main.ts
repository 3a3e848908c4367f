/** Runs the demo traffic as a process of its own: sets the scene, then calls until it is stopped. */
import { setTimeout as delay } from 'node:timers/promises'
import { pino } from 'pino'
import { runService } from '../service.ts'
import { startCalls, type Traffic } from './calls.ts'
import { connect } from './control-plane-client.ts'
import { readSettings, type Settings } from './settings.ts'
import { setUp, type Caller } from './set-up.ts'

const RETRY_MS = 2_000

const log = pino({ name: 'traffic' })

function settingsOrExit(): Settings {
  try {
    return readSettings(process.env)
  } catch (error) {
    process.stderr.write(`traffic: ${error instanceof Error ? error.message : String(error)}\n`)
    return process.exit(2)
  }
}

/** The Control Plane may be starting, or be started again: it is asked until it answers. */
async function untilSetUp(settings: Settings, signal: AbortSignal): Promise<Caller[] | null> {
  const controlPlane = connect(settings)
  while (!signal.aborted) {
    try {
      return await setUp(controlPlane, settings)
    } catch (error) {
      log.warn(
        { reason: error instanceof Error ? error.message : error },
        'the scene is not set yet',
      )
      await delay(RETRY_MS, undefined, { signal }).catch(() => undefined)
    }
  }
  return null
}

await runService('traffic', async () => {
  const settings = settingsOrExit()
  const end = new AbortController()
  let traffic: Traffic | undefined
  const begin = async () => {
    const callers = await untilSetUp(settings, end.signal)
    if (callers === null || end.signal.aborted) return
    log.info({ subscriptions: callers.length }, 'calling')
    traffic = startCalls(settings.gatewayUrl, callers, (failure) => {
      if (failure === null) log.info('the gateway answers')
      else log.warn({ reason: failure }, 'the gateway does not answer')
    })
  }
  const started = begin()
  return {
    stop: async () => {
      end.abort()
      await started
      await traffic?.stop()
    },
  }
})
