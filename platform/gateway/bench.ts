/**
 * How fast the gateway is, beside a bare proxy of the same parts in the same run (`npm run bench`): 32 connections, keys, limits,
 * metrics and log on; backend, proxies and load each in a process of its own, on loopback, for a bounded number of requests.
 */
import type { ChildProcess } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { loadavg } from 'node:os'
import { Pool } from 'undici'
import { KEY, startWorld, type Subject } from './bench-world.ts'

const CONNECTIONS = 32
const WARM_UP = 4_000
const REQUESTS = 12_000
const ROUNDS = 3
const LONGEST_ROUND_MS = 60_000
/** issue "the house stands": 3,500 requests a second; and at least so much of what the bare proxy does. */
const TARGET_PER_SECOND = 3_500
const TARGET_SHARE = 0.6

interface Result {
  perSecond: number
  p50: number
  p99: number
  /** Requests for each second of processor time of the proxy; null where the system does not tell. */
  perCpuSecond: number | null
  failed: number
}

const world = await startWorld()
try {
  await report(world.bare, world.gateway)
} finally {
  await world.end()
}

async function report(bare: Subject, gateway: Subject): Promise<void> {
  const results: { bare: Result[]; gateway: Result[] } = { bare: [], gateway: [] }
  for (const subject of [bare, gateway]) await load(subject, WARM_UP)
  for (let round = 0; round < ROUNDS; round += 1) {
    results.bare.push(await load(bare, REQUESTS))
    results.gateway.push(await load(gateway, REQUESTS))
  }
  const [a, b] = [best(results.bare), best(results.gateway)]
  const share = b.perSecond / a.perSecond
  const isReached = b.perSecond >= TARGET_PER_SECOND && share >= TARGET_SHARE && b.failed === 0
  process.stdout.write(
    [
      `best of ${ROUNDS} rounds of ${REQUESTS} requests, ${CONNECTIONS} connections, load ${loadavg()[0]?.toFixed(1)}`,
      'proxy       req/s   p50 ms   p99 ms   req per CPU s   failed',
      row('bare', a),
      row('gateway', b),
      `gateway / bare: ${share.toFixed(2)} (target ${TARGET_SHARE}); ${isReached ? 'target reached' : 'TARGET MISSED'} (${TARGET_PER_SECOND} req/s)`,
      '',
    ].join('\n'),
  )
}

function row(name: string, result: Result): string {
  const cells = [
    Math.round(result.perSecond).toString().padStart(7),
    result.p50.toFixed(1).padStart(9),
    result.p99.toFixed(1).padStart(9),
    (result.perCpuSecond === null ? '-' : Math.round(result.perCpuSecond).toString()).padStart(16),
    String(result.failed).padStart(9),
  ]
  return `${name.padEnd(10)}${cells.join('')}`
}

function best(results: Result[]): Result {
  return results.reduce((a, b) => (b.perSecond > a.perSecond ? b : a))
}

/** As many requests as asked, as fast as the connections allow; ends early when a round takes too long. */
async function load({ port, path, child }: Subject, requests: number): Promise<Result> {
  const pool = new Pool(`http://127.0.0.1:${port}`, { connections: CONNECTIONS })
  const headers = { 'x-api-key': KEY }
  const times: number[] = []
  let left = requests
  let failed = 0
  const cpuBefore = cpuSeconds(child)
  const started = performance.now()
  const work = async () => {
    while (left > 0 && performance.now() - started < LONGEST_ROUND_MS) {
      left -= 1
      const sentAt = performance.now()
      const answer = await pool.request({ path, method: 'GET', headers })
      await answer.body.dump()
      times.push(performance.now() - sentAt)
      if (answer.statusCode !== 200) failed += 1
    }
  }
  await Promise.all(Array.from({ length: CONNECTIONS }, work))
  const seconds = (performance.now() - started) / 1000
  const cpuAfter = cpuSeconds(child)
  await pool.close()
  const sorted = times.toSorted((a, b) => a - b)
  return {
    perSecond: times.length / seconds,
    p50: sorted[Math.floor(sorted.length * 0.5)] ?? 0,
    p99: sorted[Math.floor(sorted.length * 0.99)] ?? 0,
    perCpuSecond:
      cpuBefore === null || cpuAfter === null ? null : times.length / (cpuAfter - cpuBefore),
    failed,
  }
}

/** User and system time of a process, from Linux' /proc (100 ticks a second); null elsewhere. */
function cpuSeconds(child: ChildProcess): number | null {
  try {
    const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
    return (Number(fields[11]) + Number(fields[12])) / 100
  } catch {
    return null
  }
}
