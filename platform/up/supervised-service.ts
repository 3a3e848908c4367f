/** One service of the platform: started, watched, started again when it dies, stopped. */
import type { ChildProcess } from 'node:child_process'
import { setTimeout as delay } from 'node:timers/promises'
import { signalGroup, spawnBound, type Launch } from './bound-child.ts'
import { statusOf } from './http-get.ts'
import type { ChildRegister } from './leftovers.ts'
import { lastLines, rotateLog } from './log-file.ts'
import { Problem } from './problem.ts'
import { secondsSince, type Report } from './report.ts'

export interface ServiceSpec extends Launch {
  name: string
  /** Answers 200 when the service can do its work; undefined: it is ready once it runs. */
  readyUrl: string | undefined
  readyWithinMs: number
}

/** A stop takes at most this long before it is forced; the services give themselves 4.5 s. */
const STOP_LIMIT_MS = 6_000
/** A life shorter than this counts as failing; only failing slows the next start down. */
const SHORT_LIFE_MS = 3_000
const LONGEST_WAIT_MS = 2_000
/** So many short lives before the first readiness mean that it will not start at all. */
const ATTEMPTS_BEFORE_GIVING_UP = 3

export class SupervisedService {
  readonly spec: ServiceSpec
  readonly #register: ChildRegister
  readonly #report: Report
  #child: ChildProcess | undefined
  #ended: Promise<void> = Promise.resolve()
  #isStopping = false
  #wasReady = false
  #shortLives = 0
  #rotation: NodeJS.Timeout | undefined

  constructor(spec: ServiceSpec, register: ChildRegister, report: Report) {
    this.spec = spec
    this.#register = register
    this.#report = report
  }

  get pid(): number | undefined {
    return this.#hasEnded() ? undefined : this.#child?.pid
  }

  /**
   * Starts the service and waits until it is ready.
   * @returns how long it took, in words
   * @throws Problem with its last words when it keeps dying or is not ready in time
   */
  async start(): Promise<string> {
    const started = performance.now()
    this.#rotation = setInterval(() => rotateLog(this.spec.logFile), 60_000).unref()
    rotateLog(this.spec.logFile)
    this.#spawn()
    await this.#untilReady()
    this.#wasReady = true
    return secondsSince(started)
  }

  /** Ends the process and whatever it started; resolves when nothing of it is left. */
  async stop(): Promise<void> {
    this.#isStopping = true
    clearInterval(this.#rotation)
    const pid = this.#child?.pid
    if (pid === undefined) return
    signalGroup(pid, 'SIGTERM')
    const force = setTimeout(() => signalGroup(pid, 'SIGKILL'), STOP_LIMIT_MS)
    await this.#ended
    clearTimeout(force)
  }

  #spawn(): void {
    const born = performance.now()
    const child = spawnBound(this.spec)
    this.#child = child
    if (child.pid !== undefined) this.#register.add(this.spec.name, child.pid)
    this.#ended = new Promise((resolve) => {
      child.once('error', (error) => this.#afterEnd(error.message, born, resolve))
      child.once('exit', (code, signal) =>
        this.#afterEnd(signal ?? `exit code ${code}`, born, resolve),
      )
    })
  }

  #afterEnd(how: string, born: number, resolve: () => void): void {
    // The JVM under a killed kc.sh would keep the port.
    if (this.#child?.pid !== undefined) signalGroup(this.#child.pid, 'SIGKILL')
    this.#register.remove(this.spec.name)
    resolve()
    if (this.#isStopping) return
    this.#shortLives = performance.now() - born < SHORT_LIFE_MS ? this.#shortLives + 1 : 0
    if (this.#wasReady) void this.#startAgain(how)
  }

  async #startAgain(how: string): Promise<void> {
    const wait =
      this.#shortLives === 0 ? 50 : Math.min(100 * 2 ** this.#shortLives, LONGEST_WAIT_MS)
    const words = lastLines(this.spec.logFile, 1)[0]?.slice(0, 200) ?? '(none)'
    this.#report.line(
      `${this.spec.name} ended (${how}) and is started again. Its last words: ${words}`,
    )
    const started = performance.now()
    await delay(wait)
    if (this.#isStopping) return
    this.#spawn()
    const child = this.#child
    while (!this.#isStopping && child === this.#child) {
      if (await this.#isReady()) {
        this.#report.line(`${this.spec.name} is back after ${secondsSince(started)}`)
        return
      }
      await delay(250)
    }
  }

  async #untilReady(): Promise<void> {
    const deadline = performance.now() + this.spec.readyWithinMs
    while (!this.#isStopping) {
      if (await this.#isReady()) return
      if (this.#hasEnded()) await this.#tryOnceMore()
      if (performance.now() > deadline)
        throw this.#failure(`was not ready within ${this.spec.readyWithinMs / 1000} s`)
      await delay(250)
    }
    throw new Problem(`${this.spec.name}: the start was interrupted.`)
  }

  async #tryOnceMore(): Promise<void> {
    if (this.#child?.exitCode === 2) throw this.#failure('refused its settings')
    if (this.#shortLives >= ATTEMPTS_BEFORE_GIVING_UP) throw this.#failure('does not start')
    await delay(200 * 2 ** this.#shortLives)
    if (!this.#isStopping) this.#spawn()
  }

  #hasEnded(): boolean {
    const child = this.#child
    return child?.pid === undefined || child.exitCode !== null || child.signalCode !== null
  }

  async #isReady(): Promise<boolean> {
    if (this.#hasEnded()) return false
    return this.spec.readyUrl === undefined || (await statusOf(this.spec.readyUrl)) === 200
  }

  #failure(what: string): Problem {
    const words = lastLines(this.spec.logFile, 4).map((line) => `    ${line}`)
    return new Problem(
      [`${this.spec.name} ${what}. The end of ${this.spec.logFile}:`, ...words].join('\n'),
    )
  }
}
