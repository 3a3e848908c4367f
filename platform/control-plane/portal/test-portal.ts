/** A portal for tests: the real control plane with a gateway and a Prometheus that answer what a test says, and developers. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

import type { FakeGateway } from '../publish/fake-gateway.ts'
import { startFakeGateway } from '../publish/fake-gateway.ts'
import type { Reply, TestControlPlane } from '../test/control-plane.ts'
import { startTestControlPlane } from '../test/control-plane.ts'
import { contractBody, make, unique } from '../test/seed.ts'

type Call = TestControlPlane['call']

export interface UsedSeries {
  key: string
  status: string
  count: number
}

export interface TestPortal {
  controlPlane: TestControlPlane
  gateway: FakeGateway
  /** Admin of the portal's own tenant. */
  admin: Call
  /** Admin of another tenant. */
  acme: Call
  /** What Prometheus answers to the usage report; null: it does not. */
  series: UsedSeries[] | null
  /** The queries that Prometheus got. */
  asked: string[]
  /** A new developer: no role, no tenant, an address that is verified unless said otherwise. */
  developer(claims?: Record<string, unknown>): Promise<Call>
  /** A developer whose profile is complete. */
  withProfile(name?: string): Promise<Call>
  publish(tenant: 'default' | 'acme', changes?: object): ReturnType<typeof make>
  stop(): Promise<void>
}

/** Starts one; the portal's tenant is `default`, e-mail addresses must be verified. */
export async function startTestPortal(
  changes: { signUpsPerHour?: number } = {},
): Promise<TestPortal> {
  const prometheus = createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? '/', 'http://prometheus')
    portal.asked.push(searchParams.get('query') ?? '')
    const result = portal.series?.map(({ key, status, count }) => ({
      metric: { key, status },
      value: [1, String(count)],
    }))
    response.writeHead(result ? 200 : 503, { 'content-type': 'application/json' })
    const answer = { status: 'success', data: { resultType: 'vector', result } }
    response.end(JSON.stringify(result ? answer : {}))
  })
  await new Promise<void>((resolve) => {
    prometheus.listen(0, '127.0.0.1', resolve)
  })
  const gateway = await startFakeGateway()
  const controlPlane = await startTestControlPlane({
    // A server that listens on a port has an address object.
    prometheusUrl: `http://127.0.0.1:${(prometheus.address() as AddressInfo).port}`,
    gatewayAdminUrl: gateway.url,
    gatewayAdminToken: gateway.token,
    gatewayUrl: 'http://localhost:3001',
    portalTenant: 'default',
    requireVerifiedEmail: true,
    ...changes,
  })
  const portal: TestPortal = {
    controlPlane,
    gateway,
    admin: await controlPlane.as({ roles: ['tenant-admin'], tenant: 'default' }),
    acme: await controlPlane.as({ roles: ['tenant-admin'], tenant: 'acme' }),
    series: [],
    asked: [],
    developer(claims = {}) {
      const sub = unique('developer')
      const named = { sub, email: `${sub}@mail.example`, preferred_username: sub }
      return controlPlane.as({ claims: { ...named, email_verified: true, ...claims } })
    },
    async withProfile(name = 'Dana Dev') {
      const call = await this.developer()
      const { status, text } = await call('/v1/portal/me', { method: 'PUT', body: { name } })
      if (status !== 200) throw new Error(`the profile was answered ${status}: ${text}`)
      return call
    },
    publish(tenant, changes = {}) {
      const call = tenant === 'default' ? this.admin : this.acme
      return make(call, '/v1/contracts', contractBody(tenant, { ...changes }))
    },
    async stop() {
      await controlPlane.stop()
      await gateway.close()
      prometheus.closeAllConnections()
      prometheus.close()
    },
  }
  return portal
}

/** A developer's order. */
export function subscribe(call: Call, body: object): Promise<Reply> {
  return call('/v1/portal/subscriptions', { body })
}
