/**
 * `npm run bench`: measures what the budgets name, one table each; `npm run bench -- gateway pages` for some of them. Numbers compare
 * within one run only. Asserts nothing: it fails when a benchmark itself breaks.
 */

import { spawnSync } from 'node:child_process'
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os'

interface Benchmark {
  name: string
  script: string
  /** Exit codes that are a measurement all the same: `size` says 1 when a page is over its budget. */
  measured: readonly number[]
}

const BENCHMARKS: Benchmark[] = [
  { name: 'sizes', script: 'scripts/size.ts', measured: [0, 1] },
  { name: 'gateway', script: 'platform/gateway/bench.ts', measured: [0] },
  { name: 'control-plane', script: 'platform/control-plane/bench.ts', measured: [0] },
  { name: 'pages', script: 'scripts/bench/pages.ts', measured: [0] },
  { name: 'charts', script: 'scripts/bench/charts.ts', measured: [0] },
  { name: 'apis', script: 'scripts/bench/apis.ts', measured: [0] },
  { name: 'heap', script: 'scripts/bench/heap.ts', measured: [0] },
]

const load = () => loadavg()[0]?.toFixed(1) ?? '?'

function run({ name, script, measured }: Benchmark): boolean {
  console.log(`\n== ${name} (load ${load()})`)
  const { status } = spawnSync(process.execPath, [script], { stdio: 'inherit' })
  const isMeasured = status !== null && measured.includes(status)
  if (!isMeasured) console.log(`${name} broke`)
  return isMeasured
}

const wanted = process.argv.slice(2)
const names = BENCHMARKS.map(({ name }) => name)
const unknown = wanted.filter((name) => !names.includes(name))
if (unknown.length > 0) {
  console.error(`No such benchmark: ${unknown.join(', ')}. There are ${names.join(', ')}.`)
  process.exit(2)
}
const model = cpus()[0]?.model ?? 'unknown processor'
const memory = (totalmem() / 2 ** 30).toFixed(0)
console.log(
  `${availableParallelism()} cores (${model}), ${memory} GB, load ${load()}, Node ${process.version}, ${process.platform}`,
)
if (Number(load()) > 1)
  console.log('The machine is busy: times will be longer than they are on a quiet one.')
const results = BENCHMARKS.filter(({ name }) => wanted.length === 0 || wanted.includes(name)).map(
  run,
)
process.exitCode = results.every(Boolean) ? 0 : 1
