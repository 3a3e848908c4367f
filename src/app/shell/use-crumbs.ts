import { type QueryKey, useQueryClient } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import { useMatches } from 'react-router'

import { paths } from '../paths'
import type { Handle } from '../places'
import { placeEntry } from '../places'

export interface Crumb {
  title: string
  to: string
}

function isHandle(value: unknown): value is Handle {
  return (
    typeof value === 'object' &&
    value !== null &&
    'title' in value &&
    typeof value.title === 'function'
  )
}

/** The name of a resource, whichever field carries it. */
export function nameOf(data: unknown): string | undefined {
  if (typeof data !== 'object' || data === null) return undefined
  const names = [
    'displayName' in data && data.displayName,
    'name' in data && data.name,
    'apiName' in data && data.apiName,
  ]
  return names.find((name): name is string => typeof name === 'string' && name !== '')
}

/**
 * A resource as it is known now. A loader's answer is from when its page was opened; what was changed since is in the cache, where
 * every resource stands below [resource, tenant, 'detail', id].
 */
function useNewest(loaded: unknown): unknown {
  const cache = useQueryClient().getQueryCache()
  const id = typeof loaded === 'object' && loaded !== null && 'id' in loaded ? loaded.id : undefined
  const isOwn = (key: QueryKey) => id !== undefined && key[2] === 'detail' && key[3] === id
  const newest = () => cache.getAll().find(({ queryKey }) => isOwn(queryKey))?.state.data
  return useSyncExternalStore((listen) => cache.subscribe(listen), newest) ?? loaded
}

/** The way to the present page, from the map; the last one is the page itself. */
export function useCrumbs(): Crumb[] {
  const matches = useMatches()
  const newest = useNewest(
    matches.findLast(({ handle }) => isHandle(handle) && handle.isNamed)?.loaderData,
  )
  return matches.flatMap(({ handle, pathname, params }) => {
    if (!isHandle(handle)) return []
    const name = handle.isNamed ? nameOf(newest) : undefined
    const own = { title: name ?? handle.title(), to: pathname }
    const tenant = params['tenant']
    if (!handle.under || tenant === undefined) return [own]
    return [{ title: placeEntry(handle.under).title(), to: paths[handle.under]({ tenant }) }, own]
  })
}
