/** The platform that the pages are measured on: fresh, with demo traffic, beside any that runs; and what it is filled with. */
import { join } from 'node:path'

import { localUrl, portsFor } from '../../platform/addresses.ts'
import type { Platform } from '../../platform/up/platform.ts'
import { ROOT, startPlatform } from '../../platform/up/platform.ts'

const PORT_OFFSET = 30_000
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
