/**
 * Makes a bare clone able to run our code: dependencies as package-lock.json says, and the Node they bring.
 * Runs before anything is installed, so it uses nothing but the built-ins of Node 20.
 */
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The oldest Node that can run this file and npm, and the oldest that can run the platform (it strips types by itself). */
export const OUTER_NODE = [20, 0]
export const INNER_NODE = [22, 22]

/** Whether `version` ("v24.21.0") is at least `[major, minor]`. */
export function isAtLeast(version, [major, minor]) {
  const [haveMajor = 0, haveMinor = 0] = version.replace(/^v/, '').split('.').map(Number)
  return haveMajor > major || (haveMajor === major && haveMinor >= minor)
}

/** A failure with a sentence for the person who typed the command; printed without a stack. */
export class SetUpProblem extends Error {}

/**
 * Whether node_modules holds what package-lock.json asks for. npm writes node_modules/.package-lock.json as the last
 * step of an install, so an interrupted install is seen too. Optional packages of other platforms may be absent.
 */
export function dependenciesMatch(root) {
  const installedList = join(root, 'node_modules', '.package-lock.json')
  if (!existsSync(installedList)) return false
  const wanted = readPackages(join(root, 'package-lock.json'))
  const installed = readPackages(installedList)
  return Object.entries(wanted).every(([path, want]) => {
    if (path === '') return true
    const have = installed[path]
    if (have === undefined) return want.optional === true
    return have.version === want.version && have.integrity === want.integrity
  })
}

function readPackages(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages ?? {}
  } catch {
    return {}
  }
}

/**
 * Runs `npm ci` when node_modules does not match the lock file, with a line of progress every ten seconds.
 * @throws SetUpProblem when this Node is too old, the folder is in use, or npm fails
 */
export async function ensureDependencies(root, print = console.log) {
  if (!isAtLeast(process.version, OUTER_NODE))
    throw new SetUpProblem(
      `Node ${process.version} is too old. Install Node 20 or newer, then try again.`,
    )
  if (dependenciesMatch(root)) return
  refuseWhileRunning(root)
  print('Installing the dependencies (about 400 packages; the first time half a minute or more)')
  const started = Date.now()
  const seconds = () => Math.round((Date.now() - started) / 1000)
  const ticker = setInterval(() => print(`  still installing, ${seconds()} s`), 10_000)
  const { code, output } = await runNpm(root, ['ci', '--no-audit', '--no-fund', '--loglevel=error'])
  clearInterval(ticker)
  if (code !== 0) throw new SetUpProblem(npmProblem(output))
  print(`  installed in ${seconds()} s`)
}

/** npm empties node_modules first, which would break a platform that runs from this folder. */
function refuseWhileRunning(root) {
  const lock = join(process.env.STOA_STATE_DIR ?? join(root, '.stoa'), 'lock')
  try {
    const { pid } = JSON.parse(readFileSync(lock, 'utf8'))
    process.kill(pid, 0)
    throw new SetUpProblem(
      `The dependencies changed while the platform runs (pid ${pid}). Stop it first, then try again.`,
    )
  } catch (error) {
    if (error instanceof SetUpProblem) throw error
    // No lock, or its process is gone: nothing runs from this folder.
  }
}

function runNpm(root, args) {
  const npmScript = process.env.npm_execpath
  const isScript = npmScript !== undefined && /npm-cli\.(c|m)?js$/.test(npmScript)
  const [command, first] = isScript ? [process.execPath, [npmScript]] : ['npm', []]
  return new Promise((resolve) => {
    const child = spawn(command, [...first, ...args], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      // The outer npm hands its own settings down as npm_* variables; the install starts from the files alone.
      env: Object.fromEntries(
        Object.entries(process.env).filter(
          ([name]) => !/^npm_(lifecycle|package|command)/.test(name),
        ),
      ),
    })
    let output = ''
    const collect = (chunk) => (output = (output + chunk).slice(-20_000))
    child.stdout.on('data', collect)
    child.stderr.on('data', collect)
    child.on('error', (error) => resolve({ code: 1, output: error.message }))
    child.on('close', (code) => resolve({ code: code ?? 1, output }))
  })
}

function npmProblem(output) {
  if (/ENOSPC/.test(output))
    return 'No space left on the disk while installing the dependencies. Free 1 GB, then try again.'
  const said = output
    .split('\n')
    .map((line) => line.replace(/^npm (error|ERR!) ?/, '').trim())
    .filter((line) => line !== '' && !line.startsWith('code '))
  const short = (said[0] ?? 'npm said nothing').slice(0, 300)
  return `Installing the dependencies failed (${short}). Try again: what was downloaded is kept. \`npm ci\` shows all of it.`
}

/**
 * The Node that the dependencies brought; where none is served for this system, the running one if it is new enough.
 * @throws SetUpProblem when neither can run the platform
 */
export function innerNode(root) {
  const brought = join(root, 'node_modules', '.bin', 'node')
  if (existsSync(brought)) return brought
  if (isAtLeast(process.version, INNER_NODE)) return process.execPath
  throw new SetUpProblem(
    `No Node 24 came with the dependencies for this system, and ${process.version} is too old for the platform. Install Node 24, then try again.`,
  )
}

/**
 * Runs a script under the inner Node with this terminal, forwards signals, and resolves to its exit code.
 * The child also has an IPC channel: when this process is killed outright, the child sees it close.
 */
export function runUnderInnerNode(root, args) {
  const node = innerNode(root)
  const bin = join(root, 'node_modules', '.bin')
  const child = spawn(node, args, {
    cwd: root,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, PATH: `${bin}:${process.env.PATH ?? ''}` },
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (code, signal) => resolve(code ?? (signal === null ? 0 : 1)))
  })
}
