/**
 * Follows the gateway's log for as long as somebody looks: a store for `useSyncExternalStore`. A stream that ends (its
 * token has a life, a proxy cuts it) is opened again with a growing pause, and what was written meanwhile is read from
 * the log itself, so that a short break loses nothing. A hidden tab follows nothing.
 */

import { eventReader, type ServerEvent } from '~/domain/event-stream'
import { Failure } from '~/domain/failure'
import { m } from '~/i18n/gen/messages'

import type { LogEntry } from '#contract/contract.gen'

import { jitteredDelay, pause } from './backoff'
import { controlPlane } from './control-plane/current'
import type { LogFilter } from './control-plane/port'
import { serverNow } from './server-clock'

export interface TailState {
  phase: 'connecting' | 'following' | 'waiting' | 'hidden'
  /** Newest first; only the latest are kept. */
  entries: readonly LogEntry[]
  /** How many came since the tail began; more than `entries` holds. */
  seen: number
  /** Entries that were left out at least: this reader was too slow, or a break too long to read up. */
  missed: number
  /** Why it is not following. */
  failure: Failure | undefined
}

export interface LogTail {
  subscribe: (listener: () => void) => () => void
  snapshot: () => TailState
}

const KEPT = 200
/** As many entries as one page of the log holds at most. */
const LONGEST_BREAK = 500
/** New lines are drawn together: a busy gateway writes hundreds a second. */
const DRAW_EVERY_MS = 250
const LONGEST_PAUSE_MS = 30_000
/** Entries are stamped when a call begins and written when it ends: the break is read with this much before it. */
const OVERLAP_MS = 2_000

/** The Control Plane gives a sign of life every 15 s: when two are missing, nobody writes any more, whatever the connection says. */
const SILENCE_MS = 35_000

/** What comes next. @throws a Failure when nothing does */
async function orSilence<T>(next: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const silence = new Promise<never>((_, reject) => {
    const message = m.errors_timeout({ seconds: SILENCE_MS / 1000 })
    timer = setTimeout(() => reject(new Failure({ kind: 'timeout', message })), SILENCE_MS)
  })
  try {
    return await Promise.race([next, silence])
  } finally {
    clearTimeout(timer)
  }
}

/** Milliseconds before the next attempt: doubling, up to half a minute, never none at all. */
const pauseAfter = (tried: number) =>
  Math.min(LONGEST_PAUSE_MS, 500 * 2 ** tried) / 2 + jitteredDelay(tried) / 2

/** What has come, gathered and handed on in batches. */
function gathering(onChange: () => void) {
  const held = {
    state: {
      phase: 'connecting',
      entries: [],
      seen: 0,
      missed: 0,
      failure: undefined,
    } as TailState,
    /** The server's time up to which nothing has been missed. */
    since: serverNow(),
  }
  let fresh: LogEntry[] = []
  let timer: ReturnType<typeof setTimeout> | undefined

  const say = (change: Partial<TailState>) => {
    held.state = { ...held.state, ...change }
    onChange()
  }
  const draw = () => {
    clearTimeout(timer)
    timer = undefined
    const known = new Set(held.state.entries.map((entry) => entry.request_id))
    const news = fresh.filter(({ request_id }) => !known.has(request_id) && known.add(request_id))
    fresh = []
    if (news.length === 0) return
    const entries = [...news.toReversed(), ...held.state.entries].slice(0, KEPT)
    say({ entries, seen: held.state.seen + news.length })
  }
  const take = (entry: LogEntry) => {
    fresh.push(entry)
    held.since = Math.max(held.since, Date.parse(entry.timestamp) || 0)
    timer ??= setTimeout(draw, DRAW_EVERY_MS)
  }
  const miss = (count: number) => say({ missed: held.state.missed + count })
  return { held, say, draw, take, miss }
}

type Gathering = ReturnType<typeof gathering>

/** What was written while nobody followed. */
async function readUp(tenant: string, filter: LogFilter, into: Gathering, signal: AbortSignal) {
  const from = new Date(into.held.since - OVERLAP_MS).toISOString()
  const question = { ...filter, from, limit: LONGEST_BREAK }
  const page = await controlPlane.listLogs(tenant, question, signal)
  for (const entry of page.items.toReversed()) into.take(entry)
  into.draw()
  if (page.next_cursor !== null && page.items.length === LONGEST_BREAK) into.miss(1)
}

function hear({ name, data }: ServerEvent, into: Gathering): void {
  if (name === 'entry') into.take(JSON.parse(data) as LogEntry)
  if (name === 'dropped') into.miss((JSON.parse(data) as { count: number }).count)
}

/** Until the server ends the stream. @throws whatever broke it */
async function followOnce(tenant: string, filter: LogFilter, into: Gathering, signal: AbortSignal) {
  const reader = (await controlPlane.followLogs(tenant, filter, signal)).getReader()
  const decoder = new TextDecoder()
  const events = eventReader()
  into.say({ phase: 'following', failure: undefined })
  try {
    await readUp(tenant, filter, into, signal)
    for (;;) {
      const { done, value } = await orSilence(reader.read())
      if (done) return
      for (const event of events(decoder.decode(value, { stream: true }))) hear(event, into)
    }
  } finally {
    // One that broke by itself has nothing left to let go of.
    reader.cancel().catch(() => undefined)
  }
}

async function follow(tenant: string, filter: LogFilter, into: Gathering, signal: AbortSignal) {
  for (let tried = 0; !signal.aborted;) {
    try {
      await followOnce(tenant, filter, into, signal)
      tried = 0
    } catch (error) {
      if (signal.aborted) return
      into.say({ failure: failureOf(error) })
      tried += 1
    }
    into.say({ phase: 'waiting' })
    await pause(pauseAfter(tried), signal).catch(() => undefined)
  }
}

function failureOf(error: unknown): Failure {
  if (error instanceof Failure) return error
  const message = error instanceof Error ? error.message : String(error)
  return new Failure({ kind: 'unreachable', message })
}

/**
 * A tail that begins with its first listener and ends with its last.
 * @param filter of the log; its `from` and `to` say nothing about what is still to come and are left out
 */
export function createLogTail(tenant: string, filter: LogFilter): LogTail {
  const { from: _from, to: _to, ...wanted } = filter
  const listeners = new Set<() => void>()
  const into = gathering(() => {
    for (const listener of listeners) listener()
  })
  let run: AbortController | undefined

  const begin = () => {
    run?.abort()
    if (listeners.size === 0) return
    if (document.visibilityState !== 'visible') return into.say({ phase: 'hidden' })
    run = new AbortController()
    into.say({ phase: 'connecting' })
    void follow(tenant, wanted, into, run.signal)
  }

  return {
    snapshot: () => into.held.state,
    subscribe: (listener) => {
      listeners.add(listener)
      if (listeners.size === 1) {
        document.addEventListener('visibilitychange', begin)
        // Not while React draws: beginning tells the listeners.
        queueMicrotask(begin)
      }
      return () => {
        listeners.delete(listener)
        if (listeners.size > 0) return
        run?.abort()
        document.removeEventListener('visibilitychange', begin)
      }
    },
  }
}
