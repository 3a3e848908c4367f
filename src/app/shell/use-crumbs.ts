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

/** The way to the present page, from the map; the last one is the page itself. */
export function useCrumbs(): Crumb[] {
  return useMatches().flatMap(({ handle, pathname, params, loaderData }) => {
    if (!isHandle(handle)) return []
    const name = handle.isNamed ? nameOf(loaderData) : undefined
    const own = { title: name ?? handle.title(), to: pathname }
    const tenant = params['tenant']
    if (!handle.under || tenant === undefined) return [own]
    return [{ title: placeEntry(handle.under).title(), to: paths[handle.under]({ tenant }) }, own]
  })
}
