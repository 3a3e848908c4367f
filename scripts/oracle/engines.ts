/** Engines that answer PromQL, started over thirty days that were written beforehand. */

import type { ChildProcess } from 'node:child_process'
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { ensurePrometheus } from '../../platform/up/tools/prometheus.ts'
import { toolsDir } from '../../platform/up/tools/tool-cache.ts'
import { openMetrics, samples } from './month.ts'

export interface Engine {
  url: string
  stop: () => Promise<void>
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  await new Promise((done) => server.close(done))
  if (typeof address !== 'object' || address === null) throw new Error('no port is free')
  return address.port
}

async function ready(url: string, process: ChildProcess): Promise<void> {
  for (;;) {
    if (process.exitCode !== null) throw new Error(`it ended with ${process.exitCode}`)
    const answer = await fetch(url).catch(() => undefined)
    if (answer?.ok) return
    await new Promise((done) => setTimeout(done, 100))
  }
}

function stopper(process: ChildProcess, folder: string): Engine['stop'] {
  return async () => {
    const gone = new Promise((done) => process.once('exit', done))
    process.kill('SIGTERM')
    await gone
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Prometheus over blocks that promtool wrote. @param start seconds since 1970 */
export async function prometheus(start: number): Promise<Engine> {
  const quiet = { line: () => undefined }
  const tool = await ensurePrometheus(toolsDir(), quiet, AbortSignal.timeout(300_000))
  const folder = mkdtempSync(join(tmpdir(), 'stoa-month-'))
  const [text, data, config] = ['month.txt', 'data', 'prometheus.yml'].map((name) =>
    join(folder, name),
  )
  if (!text || !data || !config || !tool.promtool) throw new Error('promtool is missing')
  writeFileSync(text, openMetrics(start))
  writeFileSync(config, 'global: {}\n')
  const write = ['tsdb', 'create-blocks-from', 'openmetrics', '--max-block-duration=744h']
  execFileSync(tool.promtool, [...write, text, data], { stdio: ['ignore', 'ignore', 'pipe'] })
  const port = await freePort()
  const options = [
    `--config.file=${config}`,
    `--storage.tsdb.path=${data}`,
    '--storage.tsdb.retention.time=90d',
    `--web.listen-address=127.0.0.1:${port}`,
  ]
  const process = spawn(tool.prometheus, options, { stdio: 'ignore' })
  const url = `http://127.0.0.1:${port}`
  await ready(`${url}/-/ready`, process)
  return { url, stop: stopper(process, folder) }
}

/** Is Debian's VictoriaMetrics on this machine? */
export const hasVictoriaMetrics = (): boolean =>
  spawnSync('victoria-metrics', ['--version'], { stdio: 'ignore' }).status === 0

/** VictoriaMetrics with the same samples. @param start seconds since 1970 */
export async function victoriaMetrics(start: number): Promise<Engine> {
  const folder = mkdtempSync(join(tmpdir(), 'stoa-month-'))
  const port = await freePort()
  const options = [
    `-storageDataPath=${folder}`,
    `-httpListenAddr=127.0.0.1:${port}`,
    '-retentionPeriod=3',
    '-search.latencyOffset=1s',
    '-search.disableCache',
  ]
  const process = spawn('victoria-metrics', options, { stdio: 'ignore' })
  const url = `http://127.0.0.1:${port}`
  await ready(`${url}/health`, process)
  for (const lines of samples(start).values())
    await fetch(`${url}/api/v1/import/prometheus`, {
      method: 'POST',
      // Milliseconds here, seconds in OpenMetrics.
      body: `${lines.map((line) => `${line}000`).join('\n')}\n`,
    })
  await fetch(`${url}/internal/force_flush`)
  return { url, stop: stopper(process, folder) }
}
