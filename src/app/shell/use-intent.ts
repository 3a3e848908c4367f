/** Fetches what a link leads to while the pointer, or the keyboard, rests on it: the click then finds it there. */

import { useEffect, useRef } from 'react'

/** Long enough that a pointer on its way across the links fetches nothing. */
const REST_MS = 60

/**
 * Handlers for a link.
 * @param load fetches the code; what becomes of it is the click's to say
 */
export function useIntent(load: () => Promise<unknown>) {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const leave = () => clearTimeout(timer.current)
  const rest = () => {
    leave()
    timer.current = setTimeout(() => void load().catch(() => undefined), REST_MS)
  }
  useEffect(() => () => clearTimeout(timer.current), [])
  return { onPointerEnter: rest, onPointerLeave: leave, onFocus: rest, onBlur: leave }
}
