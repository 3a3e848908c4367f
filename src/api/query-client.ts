/** One QueryClient and the one rule for invalidation: a mutation refreshes what its `meta.invalidates` names, or everything. */

import type { QueryExecuteOptions, QueryKey } from '@tanstack/react-query'
import { MutationCache, QueryClient } from '@tanstack/react-query'

import { Failure, type FailureKind } from '~/domain/failure'

declare module '@tanstack/react-query' {
  interface Register {
    defaultError: Failure
    queryMeta: {
      /** A person's own question: where it was refused, it waits until that person asks again. */
      isPersons?: boolean
    }
    mutationMeta: {
      /** What the change makes out of date; naming none refreshes everything, so forgetting is safe. */
      invalidates?: QueryKey
    }
  }
}

/** How long an answer is taken for fresh: a page come back to within it shows at once and asks nothing. */
const FRESH_MS = 5_000

export const queryClient: QueryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // Retries, and when they are worth it, are http.ts's; recovery.ts asks again while something is down.
      retry: false,
      staleTime: FRESH_MS,
      refetchOnWindowFocus: true,
      refetchOnReconnect: true,
      throwOnError: false,
    },
    // Paused mutations fire by themselves when the network returns, although their page is gone (security.md 0.4).
    mutations: { networkMode: 'always', retry: 0 },
  },
  mutationCache: new MutationCache({
    // Awaited before the page's own onSuccess, so that a dialog closes onto the new list.
    onSuccess: (_data, _variables, _result, mutation) =>
      queryClient.invalidateQueries(
        mutation.meta?.invalidates ? { queryKey: mutation.meta.invalidates } : {},
      ),
  }),
})

/**
 * Begins a read that a page also shows, ahead of its panel; what becomes of it is drawn there.
 * @param options of the query, the same that the panel uses
 */
export function start<T, K extends QueryKey>(
  options: QueryExecuteOptions<T, Failure, T, T, K>,
): void {
  queryClient.query(options).catch(() => undefined)
}

/** Answers after which what was known before no longer counts: it is gone, or not for this person. */
const FINAL: ReadonlySet<FailureKind> = new Set(['not-found', 'forbidden', 'unauthenticated'])

/**
 * What a page is about, read anew; when that fails as a server that is down does, what was known of it before: the page stays, and
 * each of its parts says for itself what it could not read.
 * @param options of the query, the same that the page uses
 * @throws Failure when nothing was known, or when it is gone
 */
export async function lastKnown<T, K extends QueryKey>(
  options: QueryExecuteOptions<T, Failure, T, T, K>,
): Promise<T> {
  try {
    return await queryClient.query(options)
  } catch (error) {
    const known = queryClient.getQueryData<T>(options.queryKey)
    if (known === undefined || !(error instanceof Failure) || FINAL.has(error.kind)) throw error
    return known
  }
}

/** Forgets everything known and stops every call under way: another person or another tenant comes next (security.md T5). */
export async function forgetEverything(): Promise<void> {
  const stopped = queryClient.cancelQueries()
  queryClient.clear()
  await stopped
}
