/** The platform that the pages are measured on: fresh, with demo traffic, beside any that runs; and what it is filled with. */
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

import { localUrl, portsFor } from '../../platform/addresses.ts'
import type { Platform } from '../../platform/up/platform.ts'
import { ROOT, startPlatform } from '../../platform/up/platform.ts'

const PORT_OFFSET = Number(process.env['BENCH_PORT_OFFSET'] ?? 30_000)
const ports = portsFor(PORT_OFFSET)

export const TENANT = 'default'
export const addresses = {
  console: localUrl(ports.console),
  keycloak: localUrl(ports.keycloak),
  controlPlane: localUrl(ports.controlPlane),
  prometheus: localUrl(ports.prometheus),
}

/** More than one page of a list. */
const CONSUMERS = 120

/** Starts the platform; interrupted, it is stopped again. @throws when it does not come up */
export async function startPlace(): Promise<Platform> {
  const interrupted = new AbortController()
  process.once('SIGINT', () => interrupted.abort(new Error('interrupted')))
  process.once('SIGTERM', () => interrupted.abort(new Error('ended')))
  const platform = await startPlatform({
    stateDir: join(ROOT, '.stoa', 'bench'),
    portOffset: PORT_OFFSET,
    reset: true,
    traffic: true,
    report: { line: (text) => process.stderr.write(`${text}\n`) },
    signal: interrupted.signal,
  })
  interrupted.signal.addEventListener('abort', () => {
    void platform.stop().then(() => process.exit(130))
  })
  try {
    await seedConsumers(await serviceToken(platform))
  } catch (error) {
    await platform.stop()
    throw error
  }
  return platform
}

/** APIs made at once. */
const MAKERS = 4
/** Below the control plane's limit of 3,000 requests a minute for one caller. */
const PAUSE_MS = 90

/** Registers so many APIs on the sample backend. @throws when one is refused */
export async function seedApis(platform: Platform, count: number): Promise<void> {
  let token = await serviceToken(platform)
  let made = 0
  const make = async (n: number) => {
    const answer = await fetch(`${addresses.controlPlane}/v1/contracts`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({
        apiName: `bench-${n}`,
        apiVersion: '1.0.0',
        tenant: TENANT,
        displayName: `Service ${n}`,
        description: `Serves orders of the kind ${n}`,
        endpoint: { url: `http://backend-${n}.example.com/api`, method: 'REST' },
        portal: { visible: n % 2 === 0, categories: [`team-${n % 20}`] },
        status: n % 10 === 0 ? 'draft' : 'published',
      }),
    })
    if (!answer.ok)
      throw new Error(`seeding failed (HTTP ${answer.status}): ${await answer.text()}`)
  }
  while (made < count) {
    // A token lives five minutes.
    if (made % 500 === 0) token = await serviceToken(platform)
    const batch = Array.from({ length: Math.min(MAKERS, count - made) }, (_, at) => made + at + 1)
    await Promise.all([...batch.map(make), sleep(PAUSE_MS)])
    made += batch.length
  }
}

async function serviceToken({ clientSecret }: Platform): Promise<string> {
  const answer = await fetch(`${addresses.keycloak}/realms/stoa/protocol/openid-connect/token`, {
    method: 'POST',
    body: new URLSearchParams({
      client_id: 'control-plane-api',
      client_secret: clientSecret,
      grant_type: 'client_credentials',
    }),
  })
  if (!answer.ok) throw new Error(`Keycloak gave no token (HTTP ${answer.status})`)
  const body: { access_token: string } = await answer.json()
  return body.access_token
}

async function seedConsumers(token: string): Promise<void> {
  const rows = Array.from(
    { length: CONSUMERS },
    (_, n) => `bench-${n},Integration ${n},dev-${n}@example.com,Company ${n % 9},Calls from a shop`,
  )
  const answer = await fetch(`${addresses.controlPlane}/v1/consumers/${TENANT}/bulk`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'text/csv' },
    body: ['external_id,name,email,company,description', ...rows].join('\n'),
  })
  if (!answer.ok) throw new Error(`seeding failed (HTTP ${answer.status}): ${await answer.text()}`)
}

/** How many questions Prometheus has been asked since it started, by its own count. */
export async function prometheusRequests(): Promise<number> {
  const answer = await fetch(`${addresses.prometheus}/metrics`)
  const lines = (await answer.text()).split('\n')
  return lines
    .filter((line) => /^prometheus_http_requests_total\{.*handler="\/api\/v1\//.test(line))
    .reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0)
}
