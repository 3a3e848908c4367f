/**
 * The local platform as an object: `npm start` and the end-to-end tests both start it here.
 * Everything that is started is stopped again when the start fails or is interrupted.
 */
import { join, resolve } from 'node:path'
import { portsFor, type Ports } from '../addresses.ts'
import { sweepLeftovers, ChildRegister } from './leftovers.ts'
import { takeLock } from './lock.ts'
import { SERVICE_NAMES, type ServiceName } from './options.ts'
import { checkPorts } from './ports.ts'
import type { Report } from './report.ts'
import { renderConfig } from './render.ts'
import { loadSecrets, type Secrets } from './secrets.ts'
import { startService } from './service-starts.ts'
import { LOCAL_CLIENT_SECRET, trafficSpec, type PlatformFacts } from './service-specs.ts'
import { openStateFolder, prepareFolders, resetState } from './state-folder.ts'
import { SupervisedService } from './supervised-service.ts'
import { toolsDir } from './tools/tool-cache.ts'

export interface PlatformOptions {
  stateDir: string
  /** Added to every port. */
  portOffset?: number
  /** Undefined: all of them. */
  only?: readonly ServiceName[] | undefined
  /** Deletes the local data first. */
  reset?: boolean
  /** Adds demo APIs and real calls. */
  traffic?: boolean
  report: Report
  /** Interrupts the start. */
  signal?: AbortSignal
}

export interface Platform {
  ports: Ports
  secrets: Secrets
  /** Of the client `control-plane-api`. */
  clientSecret: string
  /** The pid of a running service, changing when it is started again; undefined when it is not part of this platform. */
  pidOf(name: ServiceName | 'traffic'): number | undefined
  /** Ends every service and releases the state folder. */
  stop(): Promise<void>
}

/** The clone that this file is in. */
export const ROOT = resolve(import.meta.dirname, '..', '..')

const PORTS_OF: Record<ServiceName, (keyof Ports)[]> = {
  keycloak: ['keycloak'],
  prometheus: ['prometheus'],
  alertmanager: ['alertmanager'],
  'sample-backend': ['sampleBackend'],
  gateway: ['gateway', 'gatewayAdmin'],
  'control-plane': ['controlPlane'],
  web: ['console', 'portal'],
}

/**
 * Starts the platform and resolves when every service works.
 * @throws Problem, with everything stopped again
 */
export async function startPlatform(options: PlatformOptions): Promise<Platform> {
  openStateFolder(options.stateDir)
  const lock = takeLock(options.stateDir)
  const services: SupervisedService[] = []
  const stop = async () => {
    await Promise.all(services.map((service) => service.stop()))
    lock.release()
  }
  try {
    const facts = await prepare(options)
    await startServices(facts, options, services)
    return {
      ports: facts.ports,
      secrets: facts.secrets,
      clientSecret: LOCAL_CLIENT_SECRET,
      pidOf: (name) => services.find((service) => service.spec.name === name)?.pid,
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}

async function prepare(options: PlatformOptions): Promise<PlatformFacts> {
  const { stateDir, report } = options
  const ports = portsFor(options.portOffset ?? 0)
  const wanted = options.only ?? SERVICE_NAMES
  const left = await sweepLeftovers(stateDir)
  if (left.length > 0) report.line(`Ended what an earlier start left running: ${left.join(', ')}`)
  const names = wanted.flatMap((name) => PORTS_OF[name])
  await checkPorts(Object.fromEntries(names.map((name) => [name, ports[name]])))
  if (options.reset === true) resetState(stateDir)
  prepareFolders(stateDir)
  const secrets = loadSecrets(stateDir)
  const config = renderConfig(ROOT, stateDir, ports, secrets)
  return { root: ROOT, stateDir, ports, secrets, config, wanted }
}

/** All at once: Keycloak's start is the longest, and the others fit into it. */
async function startServices(
  facts: PlatformFacts,
  options: PlatformOptions,
  services: SupervisedService[],
): Promise<void> {
  const { report } = options
  const failed = new AbortController()
  const signal = AbortSignal.any([failed.signal, ...(options.signal ? [options.signal] : [])])
  const register = new ChildRegister(facts.stateDir)
  // Interrupted or failed: whoever still waits for readiness is stopped, and its wait ends.
  signal.addEventListener('abort', () => {
    for (const service of services) void service.stop()
  })
  const context = {
    facts,
    report,
    signal,
    cache: toolsDir(),
    downloads: join(facts.stateDir, 'downloads'),
    run(spec: SupervisedService['spec']): Promise<string> {
      signal.throwIfAborted()
      const service = new SupervisedService(spec, register, report)
      services.push(service)
      return service.start()
    },
  }
  const starts = facts.wanted.map((name) => startService(name, context))
  for (const start of starts) start.catch((error: unknown) => failed.abort(error))
  // The first failure is the one to tell; the others follow from the abort.
  await Promise.allSettled(starts)
  signal.throwIfAborted()
  if (options.traffic === true) await context.run(trafficSpec(facts))
}
