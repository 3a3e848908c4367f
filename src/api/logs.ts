/** The gateway's access log: keys and queries. How it grows is followed in log-tail.ts. */

import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'

import type { TimeRange } from '~/domain/time-range'
import { isLive, windowOf } from '~/domain/time-range'

import type { LogEntry } from '#contract/contract.gen'

import { controlPlane } from './control-plane/current'
import type { LogFilter } from './control-plane/port'
import { serverNow } from './server-clock'

export type { LogEntry, LogFilter }

const all = (tenant: string) => ['logs', tenant] as const

const PAGE = 100

/** The ends of a range at this moment, as the log takes them; one that reaches into now has no end. */
function endsOf(range: TimeRange): Pick<LogFilter, 'from' | 'to'> {
  const window = windowOf(range, serverNow() / 1000)
  if (typeof window === 'string') return {}
  const instant = (seconds: number) => new Date(seconds * 1000).toISOString()
  return { from: instant(window.start), ...(!isLive(range) && { to: instant(window.end) }) }
}

export const logs = {
  /**
   * Entries newest first, a page after another by the server's own cursor.
   * @param filter without its ends; `range` says them, as the URL has it
   */
  pages: (tenant: string, filter: Omit<LogFilter, 'from' | 'to'>, range: TimeRange) =>
    infiniteQueryOptions({
      queryKey: [...all(tenant), 'pages', filter, range],
      queryFn: ({ signal, pageParam }) =>
        controlPlane.listLogs(
          tenant,
          { ...filter, ...endsOf(range), limit: PAGE, cursor: pageParam },
          signal,
        ),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page) => page.next_cursor ?? undefined,
    }),
  /** The entry of one request, `null` where the kept log has none. @param requestId as the gateway answered it */
  entry: (tenant: string, requestId: string) =>
    queryOptions({
      queryKey: [...all(tenant), 'entry', requestId],
      queryFn: async ({ signal }) => {
        const page = await controlPlane.listLogs(tenant, { search: requestId, limit: 10 }, signal)
        return page.items.find((entry) => entry.request_id === requestId) ?? null
      },
    }),
}
