import { expect, test } from 'vitest'
import { portsFor } from '../addresses.ts'
import { SERVICE_NAMES, type ServiceName } from './options.ts'
import { loadSecrets } from './secrets.ts'
import {
  alertmanagerSpec,
  controlPlaneSpec,
  gatewaySpec,
  keycloakSpec,
  prometheusSpec,
  sampleBackendSpec,
  trafficSpec,
  webSpec,
  type PlatformFacts,
} from './service-specs.ts'
import { temporaryFolder } from './test/temporary-folder.ts'

function facts(wanted: readonly ServiceName[] = SERVICE_NAMES): PlatformFacts {
  const stateDir = temporaryFolder()
  return {
    root: '/clone',
    stateDir,
    ports: portsFor(100),
    secrets: loadSecrets(stateDir),
    config: { prometheus: '/p.yml', alertmanager: '/a.yml' },
    wanted,
  }
}

test('a backend may be on this machine, but on no port of the platform itself', () => {
  const denied = gatewaySpec(facts()).env['DENIED_PORTS']?.split(',')
  const { sampleBackend, ...own } = portsFor(100)
  expect(denied).toEqual(Object.values(own).map(String))
  expect(denied).not.toContain(String(sampleBackend))
})

test('no secret is in a command line, where every user of the machine can read it', () => {
  const all = facts()
  const specs = [
    keycloakSpec(all, '/home', '/java'),
    prometheusSpec(all, { prometheus: '/p', promtool: null, webAssets: null }),
    alertmanagerSpec(all, { alertmanager: '/a', workingDir: null }),
    ...[sampleBackendSpec, gatewaySpec, controlPlaneSpec, webSpec, trafficSpec].map((spec) =>
      spec(all),
    ),
  ]
  const words = specs.flatMap(({ command, args }) => [command, ...args]).join(' ')
  for (const secret of Object.values(all.secrets)) expect(words).not.toContain(secret)
  expect(words).not.toContain('0.0.0.0')
})

test('gateway and Control Plane agree on the token, the log and the address', () => {
  const all = facts()
  const [gateway, controlPlane] = [gatewaySpec(all).env, controlPlaneSpec(all).env]
  expect(controlPlane['GATEWAY_ADMIN_TOKEN']).toBe(gateway['ADMIN_TOKEN'])
  expect(controlPlane['GATEWAY_LOG_FILE']).toBe(gateway['LOG_FILE'])
  expect(controlPlane['GATEWAY_ADMIN_URL']).toBe(`http://127.0.0.1:${gateway['ADMIN_PORT']}`)
})

test('the Control Plane is asked about its dependencies only when all of them are wanted', () => {
  expect(controlPlaneSpec(facts()).readyUrl).toBe('http://localhost:8100/health/ready')
  expect(controlPlaneSpec(facts(['control-plane', 'gateway'])).readyUrl).toBe(
    'http://localhost:8100/health',
  )
})
