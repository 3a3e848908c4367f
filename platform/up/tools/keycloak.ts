/** Fetches Keycloak: through Maven, which knows its registry and goes on where a download broke off, or from a file put there by hand. */
import { once } from 'node:events'
import { copyFileSync, existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { Problem } from '../problem.ts'
import { withProgress, type Report } from '../report.ts'
import { dockerAdvice } from './docker-advice.ts'
import { KEYCLOAK_SHA256, KEYCLOAK_VERSION } from './keycloak-version.ts'
import { findOnPath, lastWords, runCommand } from './run-command.ts'
import { ensureTool, sha256Of } from './tool-cache.ts'

const ARCHIVE = `keycloak-quarkus-dist-${KEYCLOAK_VERSION}.zip`
const ATTEMPTS = 3

/**
 * The folder of Keycloak (the one with bin/kc.sh).
 * @param downloads a folder where a person may have put the archive
 * @throws Problem when it cannot be fetched or is not the pinned archive
 */
export async function ensureKeycloak(
  cache: string,
  downloads: string,
  report: Report,
  signal: AbortSignal,
): Promise<string> {
  const folder = `keycloak-${KEYCLOAK_VERSION}`
  const place = await ensureTool(cache, {
    name: folder,
    checked: [join(folder, 'bin', 'kc.sh'), join(folder, 'lib', 'quarkus-run.jar')],
    build: async (into) => {
      const archive = await fetchArchive(into, downloads, report, signal)
      await checkArchive(archive)
      await withProgress(report, 'unpacking Keycloak', unzipAside(archive, into, signal))
      rmSync(archive)
    },
  })
  return join(place, folder)
}

async function fetchArchive(
  into: string,
  downloads: string,
  report: Report,
  signal: AbortSignal,
): Promise<string> {
  const archive = join(into, ARCHIVE)
  const byHand = join(downloads, ARCHIVE)
  if (existsSync(byHand)) {
    copyFileSync(byHand, archive)
    return archive
  }
  const maven = findOnPath('mvn')
  if (maven === null)
    throw new Problem(
      `Keycloak comes through Maven, which is missing. Install it (sudo apt-get install maven), or put ${ARCHIVE} into ${downloads}.${dockerAdvice('keycloak')}`,
    )
  const download = downloadWithMaven(maven, into, signal)
  const failure = await withProgress(report, 'fetching Keycloak (177 MB)', download)
  if (failure !== null)
    throw new Problem(
      `Fetching Keycloak failed (${failure}). Start again: Maven goes on where it stopped.${dockerAdvice('keycloak')}`,
    )
  return archive
}

/** Null when it is there, else Maven's last words. */
async function downloadWithMaven(
  maven: string,
  into: string,
  signal: AbortSignal,
): Promise<string | null> {
  const artifact = `org.keycloak:keycloak-quarkus-dist:${KEYCLOAK_VERSION}:zip`
  const args = [
    '-q',
    '-B',
    'dependency:copy',
    `-Dartifact=${artifact}`,
    `-DoutputDirectory=${into}`,
  ]
  let words = ''
  for (let attempt = 0; attempt < ATTEMPTS && !signal.aborted; attempt += 1) {
    const { code, output } = await runCommand(maven, args, { cwd: into, signal })
    if (code === 0) return null
    words = firstError(output)
  }
  return words
}

/** In a thread of its own: unpacking takes seconds in which Ctrl-C must work, and memory that is not needed afterwards. */
async function unzipAside(archive: string, into: string, signal: AbortSignal): Promise<void> {
  const worker = new Worker(new URL('unzip-worker.ts', import.meta.url), {
    workerData: { archive, into },
  })
  const end = () => void worker.terminate()
  signal.addEventListener('abort', end, { once: true })
  await once(worker, 'exit')
  signal.removeEventListener('abort', end)
  signal.throwIfAborted()
}

/** Maven's first [ERROR] line says what happened, the later ones how to read about it. */
function firstError(output: string): string {
  const line = output.split('\n').find((candidate) => candidate.startsWith('[ERROR] '))
  return line?.slice('[ERROR] '.length, 300) ?? lastWords(output)
}

async function checkArchive(archive: string): Promise<void> {
  const sum = await sha256Of(archive)
  if (sum !== KEYCLOAK_SHA256)
    throw new Problem(
      `The Keycloak archive is not the expected one (SHA-256 ${sum}, expected ${KEYCLOAK_SHA256}). Nothing was unpacked. Delete your copy of ${ARCHIVE} (also in ~/.m2/repository/org/keycloak), then start again.`,
    )
}
