/** What happens when another page is reached: its name in the document, and focus at its start, as a full page load would do. */

import { useEffect, useRef } from 'react'
import type { RefObject } from 'react'

/** Places whose objects have no page of their own: everything there is the list, and dialogs over it. */
const onlyLists = new Set(['plans'])

/**
 * The part of an address that makes it another page: `/t/a/apis` and `/t/a/apis/new` are one (a dialog over its list),
 * `/t/a/apis/{id}` is another.
 */
export function pageKey(pathname: string): string {
  const [, t = '', tenant = '', place = '', id = ''] = pathname.split('/')
  return [t, tenant, place, id === 'new' || onlyLists.has(place) ? '' : id].join('/')
}

/** Moves focus to `main` when the page changes; not on arrival, and not when a dialog opens over a page. */
export function useArrivalFocus(pathname: string): RefObject<HTMLElement | null> {
  const main = useRef<HTMLElement>(null)
  const key = pageKey(pathname)
  const last = useRef(key)
  useEffect(() => {
    if (last.current === key) return
    last.current = key
    main.current?.focus({ preventScroll: true })
  }, [key])
  return main
}
