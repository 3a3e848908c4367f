import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createServer } from 'node:tls'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { certificateLasts, tlsEnabled } from './certificate.ts'

const folder = mkdtempSync(join(tmpdir(), 'stoa-tls-'))
const key = join(folder, 'key.pem')
const cert = join(folder, 'cert.pem')
execFileSync(
  'openssl',
  ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes']
    .concat(['-keyout', key, '-out', cert, '-days', '30', '-subj', '/CN=localhost'])
    .concat(['-addext', 'subjectAltName=DNS:localhost']),
  { stdio: 'ignore' },
)
const server = createServer({
  key: readFileSync(key),
  cert: readFileSync(cert),
  ALPNProtocols: ['h2', 'http/1.1'],
})
let address: string

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  address = `https://localhost:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server.close()
  rmSync(folder, { recursive: true })
})

test('a self-signed certificate is not accepted, and says why', async () => {
  const { state, evidence } = await tlsEnabled(address)
  expect(state).toBe('fail')
  expect(evidence).toMatch(/TLSv1\.3 with HTTP\/2, .* not accepted: DEPTH_ZERO_SELF_SIGNED_CERT/)
})

test('the end of a certificate is told three weeks before', async () => {
  const now = new Date()
  expect(await certificateLasts(address, now)).toMatchObject({ state: 'pass' })
  const later = new Date(now.getTime() + 10 * 86_400_000)
  const { state, evidence } = await certificateLasts(address, later)
  expect(state).toBe('fail')
  expect(evidence).toMatch(/in 19 days: renew it/)
})

test('where nobody shakes hands, nothing is known', async () => {
  expect(await tlsEnabled('https://localhost:1')).toMatchObject({
    state: 'unknown',
    evidence: expect.stringMatching(/no handshake \(ECONNREFUSED\)/),
  })
})
