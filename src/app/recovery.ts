/**
 * The console comes back by itself when a backend does, without a reload and without a storm: while queries on the screen
 * have failed, one of each group of equal failures is asked again every few seconds; when it succeeds, the others follow
 * (security.md R1, R3).
 */

import type { Query, QueryClient } from '@tanstack/react-query'

import { Failure } from '~/domain/failure'
import type { FailureKind } from '~/domain/failure'

const PAUSE_MS = 5_000

/** Failures that may pass by themselves. A refusal or a wrong request does not. */
const PASSING: ReadonlySet<FailureKind> = new Set<FailureKind>([
  'unreachable',
  'timeout',
  'bad-gateway',
  'server',
  'malformed',
  'limited',
])

/** May this pass by itself? */
export function mayPass(error: unknown): boolean {
  return error instanceof Failure && PASSING.has(error.kind)
}

/** The pause until the next try, with jitter, so that many tabs do not come in step. */
export function nextPause(random: () => number = Math.random): number {
  return PAUSE_MS * (0.8 + 0.2 * random())
}

type AnyQuery = Query

function failedQueries(client: QueryClient): AnyQuery[] {
  return client
    .getQueryCache()
    .findAll({ type: 'active', fetchStatus: 'idle' })
    .filter((query) => mayPass(query.state.error))
}

function groups(queries: AnyQuery[]): AnyQuery[][] {
  return [...Map.groupBy(queries, (query) => query.state.error?.message).values()]
}

/** Asks one of a group; on success, the rest of it. */
async function tryGroup([first, ...others]: AnyQuery[]): Promise<void> {
  if (!first) return
  try {
    await first.fetch()
  } catch {
    return
  }
  await Promise.allSettled(others.map((query) => query.fetch()))
}

/** Starts watching. @returns the end of it */
export function startRecovery(client: QueryClient): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const arm = () => {
    timer ??= setTimeout(() => void run(), nextPause())
  }
  const run = async () => {
    if (document.visibilityState === 'visible')
      await Promise.all(groups(failedQueries(client)).map(tryGroup))
    timer = undefined
    // A hidden tab asks nothing; it is woken by visibilitychange.
    if (document.visibilityState === 'visible' && failedQueries(client).length > 0) arm()
  }
  const stop = client.getQueryCache().subscribe((event) => {
    if (event.type === 'updated' && event.action.type === 'error') arm()
  })
  const wake = () => {
    if (document.visibilityState === 'visible' && failedQueries(client).length > 0) arm()
  }
  document.addEventListener('visibilitychange', wake)
  return () => {
    stop()
    clearTimeout(timer)
    document.removeEventListener('visibilitychange', wake)
  }
}
