/** Prometheus and Alertmanager: from the PATH, else from Debian's packages, unpacked and not installed. */
import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Problem } from '../problem.ts'
import { withProgress, type Report } from '../report.ts'
import { unpackDebianPackage } from './debian-package.ts'
import { dockerAdvice } from './docker-advice.ts'
import { findOnPath } from './run-command.ts'
import { ensureTool } from './tool-cache.ts'

export interface PrometheusTool {
  prometheus: string
  /** Checks configurations and rules; null when the machine's own Prometheus came without it. */
  promtool: string | null
  /** Folder of its web pages when they are not where the binary expects them. */
  webAssets: string | null
}

export interface AlertmanagerTool {
  alertmanager: string
  /** The working folder it has to run in; null: any. */
  workingDir: string | null
}

/** @throws Problem when it is neither on the PATH nor to be fetched */
export async function ensurePrometheus(
  cache: string,
  report: Report,
  signal: AbortSignal,
): Promise<PrometheusTool> {
  const prometheus = findOnPath('prometheus')
  if (prometheus !== null) return { prometheus, promtool: findOnPath('promtool'), webAssets: null }
  const place = await ensureTool(cache, {
    name: 'prometheus-debian',
    checked: ['usr/bin/prometheus', 'usr/bin/promtool'],
    build: (into) => fetchPackage('prometheus', 'prometheus', into, report, signal),
  })
  return {
    prometheus: join(place, 'usr/bin/prometheus'),
    promtool: join(place, 'usr/bin/promtool'),
    webAssets: join(place, 'usr/share/prometheus/web/'),
  }
}

/** @throws Problem when it is neither on the PATH nor to be fetched */
export async function ensureAlertmanager(
  cache: string,
  report: Report,
  signal: AbortSignal,
): Promise<AlertmanagerTool> {
  const installed = findOnPath('alertmanager') ?? findOnPath('prometheus-alertmanager')
  if (installed !== null) return { alertmanager: installed, workingDir: null }
  const binary = 'usr/bin/prometheus-alertmanager'
  const place = await ensureTool(cache, {
    name: 'alertmanager-debian',
    checked: [binary],
    build: async (into) => {
      await fetchPackage('prometheus-alertmanager', 'alertmanager', into, report, signal)
      makeRelocatable(join(into, binary))
    },
  })
  return { alertmanager: join(place, binary), workingDir: place }
}

async function fetchPackage(
  name: string,
  tool: 'prometheus' | 'alertmanager',
  into: string,
  report: Report,
  signal: AbortSignal,
): Promise<void> {
  const unpack = unpackDebianPackage(name, into, signal)
  const failure = await withProgress(report, `fetching ${tool} (10 to 20 MB)`, unpack)
  if (failure !== null)
    throw new Problem(
      `Fetching ${tool} failed (${failure}). Install it so that \`${tool}\` is on the PATH (sudo apt-get install ${name}), or start the others with --only.${dockerAdvice(tool)}`,
    )
}

/**
 * Debian's Alertmanager looks for its templates at a fixed absolute path and does not start without them. The same path
 * made relative (of the same length, so nothing else in the binary moves) works when it runs in the package's folder.
 */
export function makeRelocatable(binary: string): void {
  const fixed = Buffer.from('/usr/share/prometheus/alertmanager')
  const relative = Buffer.from('usr/share/prometheus//alertmanager')
  const content = readFileSync(binary)
  let at = content.indexOf(fixed)
  if (at === -1) throw new Error(`${dirname(binary)}: the template path is not in the binary`)
  for (; at !== -1; at = content.indexOf(fixed, at + 1)) relative.copy(content, at)
  writeFileSync(binary, content)
  chmodSync(binary, 0o755)
}
