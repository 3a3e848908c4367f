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

/**
 * Asks the query's question without touching its state: `fetch` would take the failure off the screen and show a skeleton
 * for as long as the answer does not come.
 */
async function probe(client: QueryClient, query: AnyQuery): Promise<void> {
  const { queryFn, meta } = query.options
  if (typeof queryFn !== 'function') return
  const { signal } = new AbortController()
  const data = await queryFn({ client, queryKey: query.queryKey, meta, signal })
  client.setQueryData(query.queryKey, data)
}

/** Asks one of a group; on success, the rest of it. */
async function tryGroup(client: QueryClient, [first, ...others]: AnyQuery[]): Promise<boolean> {
  if (!first) return false
  try {
    await probe(client, first)
  } catch {
    return false
  }
  await Promise.allSettled(others.map((query) => query.fetch()))
  return true
}

/**
 * Starts watching.
 * @param onTrouble called when something begins to fail, and when something has come back
 * @returns the end of it
 */
export function startRecovery(client: QueryClient, onTrouble: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const arm = () => {
    timer ??= setTimeout(() => void run(), nextPause())
  }
  const run = async () => {
    if (document.visibilityState === 'visible') {
      const tried = await Promise.all(
        groups(failedQueries(client)).map((group) => tryGroup(client, group)),
      )
      if (tried.includes(true)) onTrouble()
    }
    timer = undefined
    wake()
  }
  // A hidden tab asks nothing; it is woken by visibilitychange.
  const wake = () => {
    if (document.visibilityState === 'visible' && failedQueries(client).length > 0) arm()
  }
  const stop = client.getQueryCache().subscribe((event) => {
    if (event.type !== 'updated' || event.action.type !== 'error' || !mayPass(event.action.error))
      return
    if (timer === undefined) onTrouble()
    arm()
  })
  document.addEventListener('visibilitychange', wake)
  return () => {
    stop()
    clearTimeout(timer)
    document.removeEventListener('visibilitychange', wake)
  }
}
