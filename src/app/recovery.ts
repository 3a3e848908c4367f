/**
 * The console comes back by itself when a backend does, without a reload and without a storm: while queries on the screen
 * have failed, one of each group of equal failures is asked again every few seconds; when it succeeds, the others follow
 * (security.md R1, R3).
 */

import type { Query, QueryClient } from '@tanstack/react-query'

import { Failure } from '~/domain/failure'
import type { FailureKind } from '~/domain/failure'

type AnyQuery = Query

const PAUSE_MS = 5_000
/** After a try that took as long as the pause already: who answers slowly is given up after 8.5 s, and is seen to be back within 10 s. */
const LEAST_PAUSE_MS = 1_000

/** Failures that may pass by themselves. A wrong request does not. */
const PASSING: ReadonlySet<FailureKind> = new Set<FailureKind>([
  'unreachable',
  'timeout',
  'refused',
  'bad-gateway',
  'server',
  'malformed',
  'limited',
])

/** May this pass by itself? */
export function mayPass(error: unknown): boolean {
  return error instanceof Failure && PASSING.has(error.kind)
}

/** A refusal of what the console asks by itself passes when the server does better; a person's own question is theirs to mend. */
function isAskedAgain({ state: { error }, meta }: AnyQuery): boolean {
  return mayPass(error) && !(meta?.isPersons === true && error?.kind === 'refused')
}

/** The pause until the next try, with jitter, so that many tabs do not come in step. */
export function nextPause(random: () => number = Math.random): number {
  return PAUSE_MS * (0.8 + 0.2 * random())
}

function failedQueries(client: QueryClient): AnyQuery[] {
  return client
    .getQueryCache()
    .findAll({ type: 'active', fetchStatus: 'idle' })
    .filter(isAskedAgain)
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

/** Tries one. Where it fails for another reason than before, that reason takes the place of the old one on the screen. */
async function isBack(client: QueryClient, query: AnyQuery): Promise<boolean> {
  try {
    await probe(client, query)
    return true
  } catch (error) {
    if (error instanceof Failure && error.message !== query.state.error?.message)
      query.setState({ error, errorUpdatedAt: Date.now() })
    return false
  }
}

/** Asks one of a group; on success, the rest of it, and the rest also where it now fails for another reason. */
async function tryGroup(client: QueryClient, [first, ...others]: AnyQuery[]): Promise<boolean> {
  if (!first) return false
  const reason = first.state.error?.message
  if (await isBack(client, first)) {
    await Promise.allSettled(others.map((query) => query.fetch()))
    return true
  }
  if (first.state.error?.message !== reason)
    await Promise.all(others.map((query) => isBack(client, query)))
  return false
}

/**
 * Starts watching.
 * @param onTrouble called when something begins to fail, and when something has come back
 * @returns the end of it
 */
export function startRecovery(client: QueryClient, onTrouble: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let took = 0
  const arm = () => {
    timer ??= setTimeout(() => void run(), Math.max(LEAST_PAUSE_MS, nextPause() - took))
  }
  const run = async () => {
    const started = performance.now()
    if (document.visibilityState === 'visible') {
      const tried = await Promise.all(
        groups(failedQueries(client)).map((group) => tryGroup(client, group)),
      )
      if (tried.includes(true)) onTrouble()
    }
    took = performance.now() - started
    timer = undefined
    wake()
  }
  // A hidden tab asks nothing; it is woken by visibilitychange.
  const wake = () => {
    if (document.visibilityState === 'visible' && failedQueries(client).length > 0) arm()
  }
  const stop = client.getQueryCache().subscribe((event) => {
    if (event.type !== 'updated' || event.action.type !== 'error' || !isAskedAgain(event.query))
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
