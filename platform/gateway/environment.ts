/** The gateway's settings, read from its environment and checked before anything starts. */
import type { GatewayOptions } from './gateway.ts'

export type Settings = Omit<GatewayOptions, 'onEvent' | 'clock' | 'resolve'>

/** A setting that is missing or unreadable; the message names it. */
export class InvalidEnvironment extends Error {
  override name = 'InvalidEnvironment'
}

/** An admin token shorter than this can be guessed. */
const SHORTEST_TOKEN = 16

/** @throws InvalidEnvironment */
export function readEnvironment(env: NodeJS.ProcessEnv): Settings {
  return {
    port: port(env, 'PORT'),
    adminPort: port(env, 'ADMIN_PORT'),
    adminToken: token(env),
    dataDir: text(env, 'DATA_DIR'),
    logFile: text(env, 'LOG_FILE'),
    allowLoopbackBackends: flag(env, 'ALLOW_LOOPBACK_BACKENDS', false),
    deniedPorts: ports(env, 'DENIED_PORTS'),
    hasConsumerMetrics: flag(env, 'CONSUMER_METRICS', true),
  }
}

function text(env: NodeJS.ProcessEnv, name: string): string {
  const value = env[name]?.trim()
  if (!value) throw new InvalidEnvironment(`${name} is not set`)
  return value
}

function token(env: NodeJS.ProcessEnv): string {
  const value = text(env, 'ADMIN_TOKEN')
  if (value.length < SHORTEST_TOKEN)
    throw new InvalidEnvironment(`ADMIN_TOKEN is shorter than ${SHORTEST_TOKEN} characters`)
  return value
}

function port(env: NodeJS.ProcessEnv, name: string): number {
  return portNumber(text(env, name), name)
}

function ports(env: NodeJS.ProcessEnv, name: string): ReadonlySet<number> {
  const items = (env[name] ?? '').split(',').filter((item) => item.trim() !== '')
  return new Set(items.map((item) => portNumber(item.trim(), name)))
}

function portNumber(value: string, name: string): number {
  const number = Number(value)
  if (!Number.isInteger(number) || number < 1 || number > 65_535)
    throw new InvalidEnvironment(`${name}: "${value}" is no port`)
  return number
}

function flag(env: NodeJS.ProcessEnv, name: string, otherwise: boolean): boolean {
  const value = env[name]?.trim() ?? ''
  if (value === '') return otherwise
  if (value !== 'true' && value !== 'false')
    throw new InvalidEnvironment(`${name} must be true or false, not "${value}"`)
  return value === 'true'
}
