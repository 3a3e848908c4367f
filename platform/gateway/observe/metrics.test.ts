import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { given, keyOf, oneApi, Rig } from '../testing/rig.ts'
import { Metrics, type Observation } from './metrics.ts'

const observation: Observation = {
  tenant: 'default',
  api: 'orders',
  method: 'GET',
  status: 200,
  seconds: 0.01,
  consumer: 'client-001',
  keyPrefix: 'stoa_sk_aaaa',
}

describe('before any traffic', () => {
  it('the names of the runbook are in the first 20 lines, with series that Prometheus stores', async () => {
    const { body } = await new Metrics(() => 3, true).render()
    const head = body.split('\n').slice(0, 20).join('\n')
    for (const name of [
      'stoa_requests_total',
      'stoa_request_duration_seconds',
      'stoa_rate_limit_exceeded_total',
    ])
      expect(head).toContain(name)
    expect(body).toMatch(/^stoa_requests_total\{.*\} 0$/m)
    expect(body).toMatch(/^stoa_request_duration_seconds_count\{.*\} 0$/m)
    expect(body).toMatch(/^stoa_rate_limit_exceeded_total\{.*\} 0$/m)
    expect(body).toMatch(/^stoa_config_version 3$/m)
    expect(body).toMatch(/^process_resident_memory_bytes /m)
  })
})

describe('series stay countable', () => {
  it('whatever methods clients invent', async () => {
    const metrics = new Metrics(() => 0, true)
    for (const method of ['PROPFIND', 'MKCOL', 'PURGE']) metrics.observe({ ...observation, method })
    expect((await metrics.render()).body).toMatch(/stoa_requests_total\{.*method="other".*\} 3/)
  })

  it('whatever number of consumers there are', async () => {
    const metrics = new Metrics(() => 0, true, 2)
    for (const consumer of ['a', 'b', 'c', 'd', 'a']) metrics.observe({ ...observation, consumer })
    const { body } = await metrics.render()
    const lines = body
      .split('\n')
      .filter((line) => line.startsWith('stoa_consumer_requests_total{'))
    expect(lines.length).toBe(3)
    expect(lines[0]).toMatch(/consumer="a".* 2$/)
    expect(lines[2]).toMatch(/consumer="_other",key="_other".* 2$/)
  })

  it('and none by consumer where that is switched off', async () => {
    const metrics = new Metrics(() => 0, false)
    metrics.observe(observation)
    expect((await metrics.render()).body).not.toContain('stoa_consumer_requests_total{')
  })
})

describe('the gateway counts', () => {
  let rig: Rig
  beforeAll(async () => {
    rig = await Rig.start()
  })
  afterAll(() => rig.stop())

  it('every answer, refused ones and failed backends too', async () => {
    await rig.push([...oneApi(), given.policy('rate_limit', { requests_per_minute: 1, burst: 2 })])
    for (let call = 0; call < 3; call += 1) await rig.keyed()
    await rig.call('/orders/v1/x', { 'x-api-key': keyOf('f') })
    await rig.call('/nothing/v1/x')
    await rig.push([...oneApi(), given.route({ id: 'api-1', url: 'http://127.0.0.1:2/' })], 2)
    await rig.keyed()
    const body = await rig.metrics()
    const value = (series: string) => body.split('\n').find((line) => line.startsWith(series))
    const mine = 'tenant="default",api="orders"'
    expect(value(`stoa_requests_total{${mine},method="GET",status="200"}`)).toMatch(/ 2$/)
    expect(value(`stoa_requests_total{${mine},method="GET",status="429"}`)).toMatch(/ 1$/)
    expect(value(`stoa_requests_total{${mine},method="GET",status="401"}`)).toMatch(/ 1$/)
    expect(value(`stoa_requests_total{${mine},method="GET",status="502"}`)).toMatch(/ 1$/)
    expect(value('stoa_requests_total{tenant="",api="",method="GET",status="404"}')).toMatch(/ 1$/)
    expect(value(`stoa_rate_limit_exceeded_total{${mine}}`)).toMatch(/ 1$/)
    expect(value(`stoa_upstream_errors_total{${mine},reason="refused"}`)).toMatch(/ 1$/)
    expect(value(`stoa_request_duration_seconds_count{${mine}}`)).toMatch(/ 5$/)
    const consumer = `${mine},consumer="client-001",key="stoa_sk_aaaa"`
    expect(value(`stoa_consumer_requests_total{${consumer},status="200"}`)).toMatch(/ 2$/)
    expect(value('stoa_config_version')).toMatch(/ 2$/)
    expect(body).not.toContain('client-001",key="stoa_sk_ffff"')
  })
})
