/**
 * Runs schemathesis against a started control plane: every operation of the contract, no answer from 500, none outside its schema
 * (security.md R14). Usage: node platform/control-plane/test/fuzz.ts [seconds]; SCHEMATHESIS names the program when it is not on the PATH.
 */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { TestControlPlane } from './control-plane.ts'
import { startTestControlPlane } from './control-plane.ts'
import type { Seeded } from './seed.ts'
import { seedTenant } from './seed.ts'

const SECONDS = process.argv[2] ?? '120'
const SEEDS = 40
/** Outlasts the run. */
const TOKEN_SECONDS = 3_600
/** What schemathesis is asked to judge; each of these is a promise of the contract. */
const CHECKS = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_headers_conformance',
  'response_schema_conformance',
  'negative_data_rejection',
  'unsupported_method',
  'ignored_auth',
]

const LOG_LINE = `${JSON.stringify({
  timestamp: '2026-11-24T10:00:00.000Z',
  level: 'info',
  request_id: 'fuzz-0001',
  tenant: 'default',
  api: 'my-service-api',
  consumer: 'client-001',
  key_prefix: 'stoa_sk_0000',
  method: 'GET',
  path: '/my-service-api/v1/health',
  status: 200,
  duration_ms: 3.5,
  upstream_ms: 2.9,
  reason: null,
})}\n`

const folder = mkdtempSync(join(tmpdir(), 'stoa-fuzz-'))
const neighbours = await startNeighbours()
const gatewayLogFile = join(folder, 'gateway.log')
writeFileSync(gatewayLogFile, LOG_LINE.repeat(1_000))
const plane = await startTestControlPlane({
  requestsPerMinute: 1_000_000,
  prometheusUrl: neighbours.url,
  alertmanagerUrl: neighbours.url,
  gatewayLogFile,
})
let code = 1
try {
  code = await fuzz(plane)
  const faults = plane.log.filter((line) => /"level":(50|60)/.test(line))
  for (const fault of faults.slice(0, 20)) process.stdout.write(`${fault}\n`)
  process.stdout.write(
    `${plane.log.filter((line) => line.includes('"route"')).length} requests, ${faults.length} faults in the log\n`,
  )
  if (faults.length > 0) code = 1
} finally {
  await plane.stop()
  neighbours.server.close()
  rmSync(folder, { recursive: true, force: true })
}
process.exit(code)

/** Stands for Prometheus and Alertmanager: takes everything, has measured nothing. */
async function startNeighbours() {
  const server = createServer((_, response) => {
    response.setHeader('Content-Type', 'application/json')
    response.end('{"status":"success","data":{"resultType":"vector","result":[]}}')
  })
  const { promise, resolve } = Promise.withResolvers<void>()
  server.listen(0, '127.0.0.1', () => resolve())
  await promise
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

async function fuzz({ issuer, url, as }: TestControlPlane): Promise<number> {
  const roles = ['cpi-admin']
  const claims = { email: 'fuzz@example.com', email_verified: true }
  const admin = await as({ roles, claims })
  const seeded: Record<keyof Seeded, string[]> = {
    contract: [],
    consumer: [],
    plan: [],
    policy: [],
    binding: [],
    subscription: [],
    key: [],
  }
  for (let n = 0; n < SEEDS; n++)
    for (const [kind, id] of Object.entries(await seedTenant(admin, 'default')))
      seeded[kind as keyof Seeded].push(id)
  const token = await issuer.token({ roles, claims, expiresIn: TOKEN_SECONDS })
  const child = spawn(
    process.env['SCHEMATHESIS'] ?? 'schemathesis',
    [
      `--config-file=${join(import.meta.dirname, 'schemathesis.toml')}`,
      'run',
      join(import.meta.dirname, '../../../contract/openapi.yaml'),
      `--url=${url}`,
      `--header=Authorization: Bearer ${token}`,
      '--phases=examples,coverage,fuzzing',
      `--checks=${CHECKS.join(',')}`,
      `--max-time=${SECONDS}`,
      '--request-timeout=20',
      '--continue-on-failure',
    ],
    {
      stdio: 'inherit',
      cwd: folder,
      env: {
        ...process.env,
        SCHEMATHESIS_HOOKS: 'fuzz_hooks',
        PYTHONPATH: import.meta.dirname,
        PYTHONDONTWRITEBYTECODE: '1',
        FUZZ_SEEDED: JSON.stringify(seeded),
      },
    },
  )
  const { promise, resolve, reject } = Promise.withResolvers<number>()
  child.once('error', reject)
  child.once('exit', (exit) => resolve(exit ?? 1))
  return promise
}
