/**
 * `npm run runbook`: replays every command of the runbook's Days 1 to 7 that talks to a service against the running
 * local platform, and says of each whether the runbook's promise holds. Ends with 1 when one does not.
 */

import { localUrl, portsFromEnvironment } from '../platform/addresses.ts'
import { PROMISES, readCommands, type Command } from './runbook/commands.ts'
import { prepare } from './runbook/prepare.ts'
import { Shell } from './runbook/shell.ts'

const ports = portsFromEnvironment()
const addresses = {
  STOA_API_URL: localUrl(ports.controlPlane),
  STOA_GATEWAY_URL: localUrl(ports.gateway),
  STOA_AUTH_URL: localUrl(ports.keycloak),
  TENANT_ID: process.env['TENANT_ID'] ?? 'default',
}
const backend = `${localUrl(ports.sampleBackend)}/api`

/** The command with the reader's own backend and key in the places that the runbook leaves to the reader. */
function filledIn(command: Command, testKey: string): string {
  return command.text
    .replaceAll('http://my-backend:8080/api', backend)
    .replaceAll('your-test-key', testKey)
}

async function replay(): Promise<number> {
  const commands = readCommands()
  const shell = new Shell(addresses)
  let faults = 0
  let testKey = ''
  try {
    const keyFor = await prepare(addresses)
    for (const command of commands) {
      if (command.text.includes('your-test-key') && testKey === '')
        testKey = await keyFor(await shell.variable('CONTRACT_ID'))
      const outcome = await shell.run(filledIn(command, testKey))
      const fault = faultOf(command, outcome.output)
      if (fault) faults += 1
      const mark = fault ? 'FAIL' : 'ok  '
      console.log(
        `${mark} Day ${command.day}  ${command.title} (${outcome.milliseconds.toFixed(0)} ms)`,
      )
      if (fault) console.log(`     expected ${fault}, got:\n${indented(outcome.output)}`)
    }
  } finally {
    shell.close()
  }
  console.log(`${commands.length - faults} passed, ${faults} failed`)
  return faults
}

function faultOf(command: Command, output: string): string | undefined {
  try {
    const promise = PROMISES[command.title]
    return promise ? promise(output) : `a promise for "${command.title}" in commands.ts`
  } catch {
    return 'an answer that can be read'
  }
}

function indented(text: string): string {
  return text.slice(0, 2000).replaceAll(/^/gm, '     ')
}

replay().then(
  (faults) => process.exit(faults === 0 ? 0 : 1),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error)
    process.exit(1)
  },
)
