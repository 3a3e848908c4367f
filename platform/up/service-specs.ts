/** The seven services of the platform: what runs them, with which environment, and how one knows that they work. */
import { join } from 'node:path'
import { localUrl, type Ports } from '../addresses.ts'
import { hasDeathSignal } from './bound-child.ts'
import { keycloakCommand } from './keycloak-home.ts'
import type { ServiceName } from './options.ts'
import type { RenderedConfig } from './render.ts'
import type { Secrets } from './secrets.ts'
import type { ServiceSpec } from './supervised-service.ts'
import type { AlertmanagerTool, PrometheusTool } from './tools/prometheus.ts'

export interface PlatformFacts {
  root: string
  stateDir: string
  ports: Ports
  secrets: Secrets
  config: RenderedConfig
  /** The services that are wanted; the Control Plane is not asked about one that is not. */
  wanted: readonly ServiceName[]
}

/** Of the confidential client `control-plane-api`. The runbook's own word, and this realm listens on loopback only. */
export const LOCAL_CLIENT_SECRET = 'your-client-secret'

/** Where the gateway writes its access log and the Control Plane reads it. */
const accessLog = (facts: PlatformFacts) => join(facts.stateDir, 'logs', 'gateway-access.log')

type NodeServiceName = Extract<ServiceName, 'control-plane' | 'gateway' | 'web' | 'sample-backend'>

/** The heap limits keep the whole platform under 1.5 GB; in megabytes: old space, young half space. */
const HEAP: Record<NodeServiceName | 'traffic', [number, number]> = {
  'control-plane': [384, 8],
  gateway: [256, 8],
  web: [96, 2],
  'sample-backend': [48, 1],
  traffic: [64, 1],
}

/** A Node service with an entry `platform/<name>/main.ts`. */
export function nodeSpec(
  facts: PlatformFacts,
  name: NodeServiceName | 'traffic',
  readyUrl: string | undefined,
  env: Record<string, string>,
): ServiceSpec {
  const [old, young] = HEAP[name]
  return {
    name,
    kind: 'node',
    command: process.execPath,
    args: [
      `--max-old-space-size=${old}`,
      `--max-semi-space-size=${young}`,
      join(facts.root, 'platform', name, 'main.ts'),
    ],
    cwd: facts.root,
    env: {
      NODE_ENV: 'production',
      // With it a service starts without the type stripper: quicker, and 16 MB smaller.
      NODE_COMPILE_CACHE: join(facts.root, 'node_modules', '.cache', 'stoa', 'compile'),
      ...env,
    },
    logFile: join(facts.stateDir, 'logs', `${name}.log`),
    readyUrl,
    readyWithinMs: 60_000,
  }
}

export function sampleBackendSpec(facts: PlatformFacts): ServiceSpec {
  const { sampleBackend } = facts.ports
  const readyUrl = `${localUrl(sampleBackend)}/api/health`
  return nodeSpec(facts, 'sample-backend', readyUrl, { PORT: String(sampleBackend) })
}

export function gatewaySpec(facts: PlatformFacts): ServiceSpec {
  const { ports, secrets, stateDir } = facts
  const own = Object.values(ports).filter((port) => port !== ports.sampleBackend)
  return nodeSpec(facts, 'gateway', `${localUrl(ports.gateway)}/health`, {
    PORT: String(ports.gateway),
    ADMIN_PORT: String(ports.gatewayAdmin),
    ADMIN_TOKEN: secrets.gatewayAdminToken,
    DATA_DIR: join(stateDir, 'gateway'),
    LOG_FILE: accessLog(facts),
    ALLOW_LOOPBACK_BACKENDS: 'true',
    // A backend may be on this machine, but never the platform itself: its admin ports trust who reaches them.
    DENIED_PORTS: own.join(','),
    CONSUMER_METRICS: 'true',
  })
}

export function controlPlaneSpec(facts: PlatformFacts): ServiceSpec {
  const { ports, secrets, stateDir, wanted } = facts
  const address = localUrl(ports.controlPlane)
  const hasAll = (['keycloak', 'gateway', 'prometheus', 'alertmanager'] as const).every((name) =>
    wanted.includes(name),
  )
  const database = process.env['DATABASE_URL']
  return nodeSpec(facts, 'control-plane', `${address}${hasAll ? '/health/ready' : '/health'}`, {
    PORT: String(ports.controlPlane),
    ...(database === undefined
      ? { DATA_DIR: join(stateDir, 'control-plane') }
      : { DATABASE_URL: database }),
    OIDC_ISSUER: `${localUrl(ports.keycloak)}/realms/stoa`,
    OIDC_AUDIENCE: 'control-plane-api',
    GATEWAY_ADMIN_URL: `http://127.0.0.1:${ports.gatewayAdmin}`,
    GATEWAY_ADMIN_TOKEN: secrets.gatewayAdminToken,
    GATEWAY_URL: localUrl(ports.gateway),
    PUBLIC_GATEWAY_URL: localUrl(ports.gateway),
    GATEWAY_LOG_FILE: accessLog(facts),
    PROMETHEUS_URL: localUrl(ports.prometheus),
    ALERTMANAGER_URL: localUrl(ports.alertmanager),
    KEYCLOAK_URL: localUrl(ports.keycloak),
    WEBHOOK_TOKEN: secrets.webhookToken,
    KEY_PEPPER: secrets.keyPepper,
    TENANTS: 'default=Default,acme=Acme',
    PORTAL_TENANT: 'default',
    ALLOW_LOOPBACK_BACKENDS: 'true',
    // There is no mail server here, so nobody could verify an address.
    REQUIRE_VERIFIED_EMAIL: 'false',
    ALLOWED_ORIGINS: `${localUrl(ports.console)},${localUrl(ports.portal)}`,
    ALLOWED_HOSTS: ['localhost', '127.0.0.1', '[::1]']
      .map((host) => `${host}:${ports.controlPlane}`)
      .join(','),
  })
}

export function webSpec(facts: PlatformFacts): ServiceSpec {
  const { ports, root } = facts
  return nodeSpec(facts, 'web', `${localUrl(ports.console)}/config.json`, {
    PORT: String(ports.console),
    PORTAL_PORT: String(ports.portal),
    DIST_DIR: join(root, 'dist'),
    CONTROL_PLANE_URL: localUrl(ports.controlPlane),
    GATEWAY_URL: localUrl(ports.gateway),
    KEYCLOAK_URL: localUrl(ports.keycloak),
    KEYCLOAK_REALM: 'stoa',
    CONSOLE_CLIENT_ID: 'stoa-console',
    PORTAL_CLIENT_ID: 'stoa-portal',
    PUBLIC_CONSOLE_URL: localUrl(ports.console),
    PUBLIC_PORTAL_URL: localUrl(ports.portal),
  })
}

/** The demo traffic; it has no address to ask, it is ready once it runs. */
export function trafficSpec(facts: PlatformFacts): ServiceSpec {
  const { ports, stateDir } = facts
  return nodeSpec(facts, 'traffic', undefined, {
    CONTROL_PLANE_URL: localUrl(ports.controlPlane),
    GATEWAY_URL: localUrl(ports.gateway),
    KEYCLOAK_URL: localUrl(ports.keycloak),
    CLIENT_SECRET: LOCAL_CLIENT_SECRET,
    BACKEND_URL: `${localUrl(ports.sampleBackend)}/api`,
    TENANT: 'default',
    STATE_FILE: join(stateDir, 'traffic.json'),
  })
}

export function keycloakSpec(facts: PlatformFacts, folder: string, java: string): ServiceSpec {
  const { ports, secrets, stateDir, root } = facts
  const bound = join(root, 'platform', 'keycloak', 'bound-java.sh')
  return {
    name: 'keycloak',
    kind: 'other',
    ...keycloakCommand(folder, ports),
    cwd: folder,
    env: {
      JAVA: hasDeathSignal() ? bound : java,
      STOA_JAVA: java,
      JAVA_OPTS_KC_HEAP: '-Xms96m -Xmx256m',
      // The quick compiler and the small collector halve the start and the memory. kc.sh asks for G1 by itself.
      JAVA_OPTS_APPEND: '-XX:TieredStopAtLevel=1 -XX:-UseG1GC -XX:+UseSerialGC',
      KC_BOOTSTRAP_ADMIN_USERNAME: 'admin',
      KC_BOOTSTRAP_ADMIN_PASSWORD: secrets.keycloakAdminPassword,
      // The realm file's placeholders.
      STOA_USER_PASSWORD: secrets.userPassword,
      STOA_CONTROL_PLANE_SECRET: LOCAL_CLIENT_SECRET,
      STOA_CONSOLE_URL: localUrl(ports.console),
      STOA_PORTAL_URL: localUrl(ports.portal),
      STOA_CONTROL_PLANE_URL: localUrl(ports.controlPlane),
    },
    logFile: join(stateDir, 'logs', 'keycloak.log'),
    readyUrl: `${localUrl(ports.keycloak)}/health/ready`,
    readyWithinMs: 180_000,
  }
}

export function prometheusSpec(facts: PlatformFacts, tool: PrometheusTool): ServiceSpec {
  const { ports, stateDir, config } = facts
  return {
    name: 'prometheus',
    kind: 'other',
    command: tool.prometheus,
    args: [
      `--config.file=${config.prometheus}`,
      `--storage.tsdb.path=${join(stateDir, 'prometheus')}`,
      '--storage.tsdb.retention.time=30d',
      `--web.listen-address=127.0.0.1:${ports.prometheus}`,
      `--web.external-url=${localUrl(ports.prometheus)}`,
      '--web.enable-lifecycle',
      // Its default lets any page in the browser read everything.
      `--web.cors.origin=http://localhost:${ports.console}`,
      ...(tool.webAssets === null ? [] : [`--web.local-assets=${tool.webAssets}`]),
    ],
    cwd: stateDir,
    env: { GOGC: '50' },
    logFile: join(stateDir, 'logs', 'prometheus.log'),
    readyUrl: `${localUrl(ports.prometheus)}/-/ready`,
    readyWithinMs: 60_000,
  }
}

export function alertmanagerSpec(facts: PlatformFacts, tool: AlertmanagerTool): ServiceSpec {
  const { ports, stateDir, config } = facts
  return {
    name: 'alertmanager',
    kind: 'other',
    command: tool.alertmanager,
    args: [
      `--config.file=${config.alertmanager}`,
      `--storage.path=${join(stateDir, 'alertmanager')}`,
      `--web.listen-address=127.0.0.1:${ports.alertmanager}`,
      `--web.external-url=${localUrl(ports.alertmanager)}`,
      // One alone: no cluster port.
      '--cluster.listen-address=',
    ],
    cwd: tool.workingDir ?? stateDir,
    env: {},
    logFile: join(stateDir, 'logs', 'alertmanager.log'),
    readyUrl: `${localUrl(ports.alertmanager)}/-/ready`,
    readyWithinMs: 60_000,
  }
}
