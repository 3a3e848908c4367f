import type { AddressInfo } from 'node:net'

import { createServer } from 'node:http'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'

import type { TestControlPlane } from '../test/control-plane.ts'

import { prometheusCheck } from '../health/dependencies.ts'
import { startTestControlPlane } from '../test/control-plane.ts'

const asked: { path: string; query: URLSearchParams; requestId: string | undefined }[] = []
let reply = { status: 200, body: '' }
const prometheus = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://prometheus')
  asked.push({
    path: pathname,
    query: searchParams,
    requestId: request.headers['x-request-id']?.toString(),
  })
  response.writeHead(reply.status, { 'content-type': 'application/json' }).end(reply.body)
})
let controlPlane: TestControlPlane
let viewer: TestControlPlane['call']

beforeAll(async () => {
  await new Promise<void>((resolve) => prometheus.listen(0, '127.0.0.1', resolve))
  const { port } = prometheus.address() as AddressInfo
  controlPlane = await startTestControlPlane({ prometheusUrl: `http://127.0.0.1:${port}` })
  viewer = await controlPlane.as({ roles: ['viewer'], tenant: 'acme' })
})
afterAll(async () => {
  await controlPlane.stop()
  prometheus.closeAllConnections()
  prometheus.close()
})
beforeEach(() => {
  asked.length = 0
  reply = {
    status: 200,
    body: '{"status":"success","data":{"resultType":"vector","result":[]},"infos":["own"]}',
  }
})

test("Prometheus' own answer, for the tenant of the token, with the request id handed on", async () => {
  const answer = await viewer('/v1/metrics/query?query=up%7Btenant%3D%22default%22%7D', {
    headers: { 'X-Request-Id': 'request-42' },
  })
  expect(answer.status).toBe(200)
  expect(answer.text).toBe(reply.body)
  expect(answer.headers.get('x-request-id')).toBe('request-42')
  expect(answer.headers.get('cache-control')).toBe('no-store')
  expect(asked[0]).toMatchObject({ path: '/api/v1/query', requestId: 'request-42' })
  expect(asked[0]?.query.get('query')).toBe('up{tenant="acme",tenant="default"}')
})

test.each([
  ['/v1/metrics/query_range?query=up&start=0&end=60&step=15', '/api/v1/query_range'],
  ['/v1/metrics/series?match[]=up&match[]=x', '/api/v1/series'],
  ['/v1/metrics/labels', '/api/v1/labels'],
  ['/v1/metrics/label/api/values', '/api/v1/label/api/values'],
  ['/v1/metrics/metadata?metric=up', '/api/v1/metadata'],
  ['/v1/metrics/rules?type=alert', '/api/v1/rules'],
  ['/v1/metrics/alerts', '/api/v1/alerts'],
  ['/v1/metrics/targets?state=active', '/api/v1/targets'],
])('%s asks %s', async (path, upstream) => {
  expect((await viewer(path)).status).toBe(200)
  expect(asked.map((one) => one.path)).toEqual([upstream])
})

test('an operator asks across tenants, a tenant never', async () => {
  const operator = await controlPlane.as({ roles: ['cpi-admin'] })
  await operator('/v1/metrics/query?query=up')
  const operatorOfOne = await controlPlane.as({ roles: ['cpi-admin'], tenant: 'acme' })
  await operatorOfOne('/v1/metrics/query?query=up')
  const nobody = await controlPlane.as({ roles: ['viewer'] })
  expect((await nobody('/v1/metrics/query?query=up')).status).toBe(403)
  expect(asked.map(({ query }) => query.get('query'))).toEqual(['up', 'up'])
})

test('refusals: syntax 400, not confinable 403, too much 422, all before Prometheus is asked', async () => {
  const query = (text: string) => viewer(`/v1/metrics/query?query=${encodeURIComponent(text)}`)
  const syntax = await query('sum(')
  expect(syntax.status).toBe(400)
  expect(syntax.body).toMatchObject({ status: 'error', errorType: 'bad_data' })
  const info = await query('info(up)')
  expect(info.status).toBe(403)
  expect(info.body).toMatchObject({ title: 'Not allowed', request_id: expect.any(String) })
  expect((await query('up # \r or up')).status).toBe(403)
  expect((await query('rate(up[60d])')).status).toBe(422)
  expect(
    (await viewer('/v1/metrics/query_range?query=up&start=0&end=9999999&step=60')).status,
  ).toBe(422)
  expect((await viewer('/v1/metrics/query?query=up&dedup=false')).status).toBe(422)
  expect((await viewer('/v1/metrics/label/a%2F..%2Fx/values')).status).toBe(400)
  expect((await viewer('/v1/metrics//query?query=up')).status).toBe(400)
  expect(asked).toEqual([])
})

test.each([400, 422, 503])("Prometheus' own %i is passed on", async (status) => {
  reply = { status, body: '{"status":"error","errorType":"execution","error":"own words"}' }
  const answer = await viewer('/v1/metrics/query?query=up')
  expect([answer.status, answer.text]).toEqual([status, reply.body])
})

test('a Prometheus that is not there is a 502 with the address and what to look at', async () => {
  const alone = await startTestControlPlane({ prometheusUrl: 'http://127.0.0.1:47001' })
  const call = await alone.as({ roles: ['viewer'], tenant: 'acme' })
  const answer = await call('/v1/metrics/query?query=up')
  await alone.stop()
  expect(answer.status).toBe(502)
  expect(answer.body.detail).toMatch(
    /127\.0\.0\.1:47001 could not be reached \(ECONNREFUSED\).*PROMETHEUS_URL/,
  )
  reply.body = '<html>'
  expect((await viewer('/v1/metrics/query?query=up')).status).toBe(502)
})

test.each([
  [200, '{"status":"success","data":{"resultType":"vector","result":[]}}', 'ok'],
  [200, '<title>Welcome to nginx!</title>', 'It answers, but not as Prometheus does.'],
  [422, '{"status":"error","errorType":"execution","error":"x"}', 'It answered 422.'],
])('an answer of %i %s makes the health of Prometheus: %s', async (status, body, health) => {
  reply = { status, body }
  const { port } = prometheus.address() as AddressInfo
  expect(await prometheusCheck(`http://127.0.0.1:${port}/`)).toMatchObject(
    health === 'ok' ? { state: 'ok' } : { state: 'down', detail: health },
  )
})
