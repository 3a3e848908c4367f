/** Prints where Prometheus' own checkers are, as JSON, fetching them when they are not there: tests of generated files run them. */
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { ensureAlertmanager, ensurePrometheus } from '../platform/up/tools/prometheus.ts'
import { findOnPath } from '../platform/up/tools/run-command.ts'
import { toolsDir } from '../platform/up/tools/tool-cache.ts'

/** Of a fetch on a slow line. */
const FETCH_LIMIT_MS = 300_000

const signal = AbortSignal.timeout(FETCH_LIMIT_MS)
const quiet = { line: () => undefined }
const { promtool } = await ensurePrometheus(toolsDir(), quiet, signal)
const { alertmanager, workingDir } = await ensureAlertmanager(toolsDir(), quiet, signal)
const beside = join(dirname(alertmanager), 'amtool')
const amtool = existsSync(beside) ? beside : findOnPath('amtool')
process.stdout.write(JSON.stringify({ promtool, amtool, workingDir }))
