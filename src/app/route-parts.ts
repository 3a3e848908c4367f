/** What the map of pages is made of. */

import type { NonIndexRouteObject, RouteObject } from 'react-router'

import { lazyPage } from './lazy-page'
import type { Place } from './paths'
import type { Handle, PlaceEntry } from './places'
import { placeEntry } from './places'
import { PageSkeleton } from './shell/PageSkeleton'
import { RouteError } from './shell/RouteError'

/** A page of the shell: its failure is drawn inside the shell, and so is the wait for it. */
export function page(
  path: string,
  handle: Handle,
  rest: Pick<NonIndexRouteObject, 'lazy' | 'children'>,
): RouteObject {
  return {
    path,
    handle,
    ErrorBoundary: RouteError,
    HydrateFallback: PageSkeleton,
    ...rest,
  }
}

/** A place's list. */
export function list(place: Place, children: RouteObject[]): RouteObject {
  const { title, needs, load }: PlaceEntry = placeEntry(place)
  return page(place, { title }, { lazy: lazyPage(load, needs), children })
}
