/** The way to a service that is called as a consumer would, over real sockets: whole headers, another origin, its own time. */

import { createServer, type IncomingHttpHeaders, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'

import { expect, it, onTestFinished } from 'vitest'

import type { Upstream } from './proxied-headers.ts'
import { forward } from './proxy.ts'

async function listening(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  // A TCP server's address is an AddressInfo.
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

async function front(backend: RequestListener, part: Partial<Upstream>): Promise<string> {
  const upstream = { name: 'It', origin: await listening(backend), ...part }
  const self = 'http://localhost:3000'
  return listening((request, response) => {
    void forward({ request, response, upstream, path: request.url ?? '/', self })
  })
}

const asked = {
  'x-ask-origin': 'https://shop.example',
  'x-ask-method': 'PUT',
  'x-ask-headers': 'x',
}

it('asks for another origin where it is tried, and never elsewhere', async () => {
  for (const isTried of [true, false]) {
    let seen: IncomingHttpHeaders = {}
    const backend: RequestListener = (request, response) => {
      seen = request.headers
      response.end()
    }
    const url = await front(backend, { isTried })
    await fetch(url, { method: 'OPTIONS', headers: asked })
    expect(seen.origin).toBe(isTried ? 'https://shop.example' : undefined)
    expect(seen['access-control-request-method']).toBe(isTried ? 'PUT' : undefined)
    expect(seen['access-control-request-headers']).toBe(isTried ? 'x' : undefined)
    for (const name of Object.keys(asked)) expect(seen).not.toHaveProperty(name)
  }
})

it('asks for another origin by a whole preflight only: no call comes from a page that did not make it', async () => {
  const seen: IncomingHttpHeaders[] = []
  const backend: RequestListener = (request, response) => {
    seen.push(request.headers)
    response.end()
  }
  const url = await front(backend, { isTried: true })
  for (const method of ['GET', 'POST', 'PUT', 'DELETE'])
    await fetch(url, { method, headers: asked })
  await fetch(url, { method: 'OPTIONS', headers: { 'x-ask-origin': 'https://shop.example' } })
  await fetch(url, { method: 'OPTIONS', headers: { 'x-ask-method': 'PUT' } })
  expect(seen).toHaveLength(6)
  for (const headers of seen)
    for (const name of [...Object.keys(asked), 'origin', 'access-control-request-method'])
      expect(headers).not.toHaveProperty(name)
})

it('shows what it answered under names that do nothing, but for cookies, and signs it', async () => {
  const headers = {
    'content-type': 'text/html',
    'cache-control': 'max-age=9',
    'content-security-policy': "default-src 'self'",
    'set-cookie': 'a=b',
    'clear-site-data': '"*"',
  }
  const url = await front((_, response) => response.writeHead(200, headers).end('<p>'), {
    isTried: true,
  })
  const answer = await fetch(url)
  const got = Object.fromEntries(answer.headers)
  expect(got).toMatchObject({
    'x-upstream-answered': 'yes',
    'x-upstream-content-type': 'text/html',
    'x-upstream-cache-control': 'max-age=9',
    'x-upstream-content-security-policy': "default-src 'self'",
    'content-type': 'text/plain; charset=utf-8',
    'cache-control': 'no-store',
  })
  expect(got['content-security-policy']).toContain('sandbox')
  for (const name of ['set-cookie', 'x-upstream-set-cookie', 'clear-site-data'])
    expect(got).not.toHaveProperty(name)
})

it('waits as long as it is told, and says in its own name that nothing came', async () => {
  const url = await front(() => undefined, { isTried: true, timeoutMs: 1_200 })
  const startedAt = performance.now()
  const answer = await fetch(url)
  expect(performance.now() - startedAt).toBeGreaterThan(1_100)
  expect(answer.status).toBe(504)
  expect(answer.headers.get('x-upstream-answered')).toBeNull()
  expect(await answer.json()).toMatchObject({
    type: 'urn:stoa:problem:console-server',
    detail: expect.stringContaining('did not answer within 1.2 seconds'),
  })
})
