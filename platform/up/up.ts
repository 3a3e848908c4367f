/** `npm start` under Node 24: the words on the command line, the platform, what is printed, and the end of it. */
import { portsFromEnvironment, localUrl } from '../addresses.ts'
import { INNER_NODE, isAtLeast } from './ensure-node.mjs'
import { HELP, parseOptions, type Options } from './options.ts'
import { ROOT, startPlatform, type Platform } from './platform.ts'
import { sentenceOf } from './problem.ts'
import { consoleReport, secondsSince } from './report.ts'
import { stateDirOf } from './state-folder.ts'

function readOptions(): Options {
  try {
    return parseOptions(process.argv.slice(2))
  } catch (error) {
    console.error(sentenceOf(error))
    return process.exit(2)
  }
}

function summary(platform: Platform, stateDir: string): string {
  const { ports, secrets } = platform
  return `
Console           ${localUrl(ports.console)}
Developer portal  ${localUrl(ports.portal)}
Control Plane     ${localUrl(ports.controlPlane)}
Gateway           ${localUrl(ports.gateway)}
Keycloak          ${localUrl(ports.keycloak)}   (administrator: admin / keycloakAdminPassword in the file below)
Prometheus        ${localUrl(ports.prometheus)}
Alertmanager      ${localUrl(ports.alertmanager)}
Sample backend    ${localUrl(ports.sampleBackend)}/api

Sign in as admin (everything), tenant-admin, devops or viewer (tenant default), or acme-admin (tenant acme).
Their password is ${secrets.userPassword}
It is kept in ${stateDir}/secrets.json. Logs are in ${stateDir}/logs.

Ctrl-C stops all of it.`
}

/** Resolves at the first signal, or when the bootstrap that started this process is gone. */
function untilAskedToEnd(onEnd: () => void): Promise<void> {
  return new Promise((resolve) => {
    // A second Ctrl-C, or the same one from the terminal and from the bootstrap, changes nothing.
    const end = () => {
      onEnd()
      resolve()
    }
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end)
    if (process.channel !== undefined) process.on('disconnect', end)
  })
}

async function main(): Promise<number> {
  const options = readOptions()
  if (options.help) {
    console.log(HELP)
    return 0
  }
  if (!isAtLeast(process.version, INNER_NODE)) {
    console.error(`This needs Node ${INNER_NODE.join('.')}, not ${process.version}: use npm start.`)
    return 1
  }
  const started = performance.now()
  const interrupt = new AbortController()
  const end = untilAskedToEnd(() => interrupt.abort())
  const stateDir = stateDirOf(ROOT)
  let platform: Platform
  try {
    const portOffset = portsFromEnvironment().console - 3000
    platform = await startPlatform({
      stateDir,
      portOffset,
      only: options.only,
      reset: options.reset,
      traffic: options.traffic,
      report: consoleReport,
      signal: interrupt.signal,
    })
  } catch (error) {
    if (interrupt.signal.aborted) return 0
    console.error(sentenceOf(error))
    return 1
  }
  console.log(`All of it is ready after ${secondsSince(started)}.`)
  console.log(summary(platform, stateDir))
  await end
  console.log('Stopping…')
  await platform.stop()
  console.log('Stopped.')
  return 0
}

process.exit(await main())
