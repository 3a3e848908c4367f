/** The words after `npm start --`. */
import { parseArgs } from 'node:util'
import { Problem } from './problem.ts'

export const SERVICE_NAMES = [
  'keycloak',
  'prometheus',
  'alertmanager',
  'sample-backend',
  'gateway',
  'control-plane',
  'web',
] as const
export type ServiceName = (typeof SERVICE_NAMES)[number]

export interface Options {
  help: boolean
  reset: boolean
  traffic: boolean
  /** Undefined: all of them. */
  only: ServiceName[] | undefined
}

/** What the demo traffic talks to. */
const TRAFFIC_NEEDS: ServiceName[] = ['keycloak', 'control-plane', 'gateway', 'sample-backend']

export const HELP = `npm start                 the whole local platform: Keycloak, Prometheus, Alertmanager, Control Plane, gateway, console
npm start -- --reset      the same with all local data deleted first (users, APIs, metrics, passwords)
npm start -- --traffic    the same with demo APIs and real calls through the gateway, about 5 a second
npm start -- --only a,b   only these: ${SERVICE_NAMES.join(', ')}
npm start -- --help       this text

STOA_PORT_OFFSET=100      moves every port by 100, to stand beside another platform
STOA_STATE_DIR=folder     where data, logs and passwords live (default .stoa)
STOA_TOOLS_DIR=folder     where Keycloak, Prometheus and Alertmanager are kept (default ~/.cache/stoa-console/tools)
DATABASE_URL=postgres://  the Control Plane uses this PostgreSQL and not its own database`

/**
 * Reads the command line.
 * @throws Problem for an unknown option or service name
 */
export function parseOptions(args: string[]): Options {
  const values = readValues(args)
  const only = values.only === undefined ? undefined : parseOnly(values.only)
  const lacking = TRAFFIC_NEEDS.filter((name) => only !== undefined && !only.includes(name))
  if (values.traffic && lacking.length > 0)
    throw new Problem(`--traffic also needs ${lacking.join(', ')}: add them to --only.`)
  return { help: values.help, reset: values.reset, traffic: values.traffic, only }
}

function readValues(args: string[]) {
  try {
    const { values } = parseArgs({
      args,
      options: {
        help: { type: 'boolean', short: 'h', default: false },
        reset: { type: 'boolean', default: false },
        traffic: { type: 'boolean', default: false },
        only: { type: 'string' },
      },
    })
    return values
  } catch (error) {
    // parseArgs explains at length; its first sentence names the option.
    const reason = error instanceof Error ? error.message.split('. ')[0] : String(error)
    throw new Problem(`${reason?.replace(/\.?$/, '')}: \`npm start -- --help\` lists the options.`)
  }
}

function parseOnly(text: string): ServiceName[] {
  const names = text.split(',').map((name) => name.trim())
  const unknown = names.find((name) => !isServiceName(name))
  if (unknown !== undefined)
    throw new Problem(`--only: there is no service "${unknown}", only ${SERVICE_NAMES.join(', ')}.`)
  return SERVICE_NAMES.filter((name) => names.includes(name))
}

function isServiceName(name: string): name is ServiceName {
  return SERVICE_NAMES.some((known) => known === name)
}
