/** How each service comes up: fetch what it needs, start it, say so in one line. */
import { localUrl } from '../addresses.ts'
import { buildConsole } from './console-build.ts'
import { prepareKeycloakHome } from './keycloak-home.ts'
import type { ServiceName } from './options.ts'
import type { Report } from './report.ts'
import {
  alertmanagerSpec,
  controlPlaneSpec,
  gatewaySpec,
  keycloakSpec,
  prometheusSpec,
  sampleBackendSpec,
  webSpec,
  type PlatformFacts,
} from './service-specs.ts'
import type { ServiceSpec } from './supervised-service.ts'
import { ensureJava } from './tools/java.ts'
import { ensureKeycloak } from './tools/keycloak.ts'
import { ensureAlertmanager, ensurePrometheus } from './tools/prometheus.ts'

export interface StartContext {
  facts: PlatformFacts
  report: Report
  signal: AbortSignal
  /** Folder of fetched programs. */
  cache: string
  /** Folder where a person may put an archive by hand. */
  downloads: string
  /** Starts and supervises; resolves to the time until readiness, in words. */
  run: (spec: ServiceSpec) => Promise<string>
}

/** Starts one service. @throws Problem */
export async function startService(name: ServiceName, context: StartContext): Promise<void> {
  const seconds = await STARTS[name](context)
  const port = ADDRESS_PORT[name]
  context.report.line(
    `${name.padEnd(15)} ${localUrl(context.facts.ports[port])}   ready after ${seconds}`,
  )
}

const ADDRESS_PORT = {
  keycloak: 'keycloak',
  prometheus: 'prometheus',
  alertmanager: 'alertmanager',
  'sample-backend': 'sampleBackend',
  gateway: 'gateway',
  'control-plane': 'controlPlane',
  web: 'console',
} as const

const STARTS: Record<ServiceName, (context: StartContext) => Promise<string>> = {
  keycloak: startKeycloak,
  prometheus: async ({ facts, cache, report, signal, run }) =>
    run(prometheusSpec(facts, await ensurePrometheus(cache, report, signal))),
  alertmanager: async ({ facts, cache, report, signal, run }) =>
    run(alertmanagerSpec(facts, await ensureAlertmanager(cache, report, signal))),
  'sample-backend': ({ facts, run }) => run(sampleBackendSpec(facts)),
  gateway: ({ facts, run }) => run(gatewaySpec(facts)),
  'control-plane': ({ facts, run }) => run(controlPlaneSpec(facts)),
  web: async ({ facts, report, signal, run }) => {
    await buildConsole(facts.root, report, signal)
    return run(webSpec(facts))
  },
}

async function startKeycloak(context: StartContext): Promise<string> {
  const { facts, cache, downloads, report, signal, run } = context
  const [java, program] = await Promise.all([
    ensureJava(cache, report, signal),
    ensureKeycloak(cache, downloads, report, signal),
  ])
  const home = prepareKeycloakHome(facts.root, facts.stateDir, program, facts.ports)
  if (home.isOutdated)
    report.line(
      'The realm file or the addresses changed since Keycloak’s users were made, and the old ones stay in force. To import the new: npm start -- --reset (deletes all local data)',
    )
  const seconds = await run(keycloakSpec(facts, home.folder, java))
  home.markImported()
  return seconds
}
