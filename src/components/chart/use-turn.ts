/** Charts are drawn one after another, each in a task of its own and none before it comes near the window: the page stays usable. */

import { useEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'

const waiting: (() => void)[] = []

function next(): void {
  waiting.shift()?.()
  if (waiting.length > 0) setTimeout(next)
}

function queue(draw: () => void): () => void {
  if (waiting.length === 0) setTimeout(next)
  waiting.push(draw)
  return () => {
    const at = waiting.indexOf(draw)
    if (at >= 0) waiting.splice(at, 1)
  }
}

/** As far below the window a chart is drawn already, so that scrolling finds it there. */
const AHEAD = '200px'

/** @param load what has to be there before it can be drawn */
export function useTurn<E extends Element>(load: () => Promise<unknown>) {
  const place = useRef<E>(null)
  const [isTurn, setIsTurn] = useState(false)
  useEffect(() => {
    let leave = () => undefined as void
    let isGone = false
    const begin = async () => {
      // What cannot be loaded says so where it is drawn.
      await load().catch(() => undefined)
      // Drawn within this task: left to React, all that wait would be drawn in one.
      if (!isGone) leave = queue(() => flushSync(() => setIsTurn(true)))
    }
    const stop = () => {
      isGone = true
      leave()
    }
    if (!place.current || typeof IntersectionObserver === 'undefined') {
      void begin()
      return stop
    }
    const watch = new IntersectionObserver(
      (entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return
        watch.disconnect()
        void begin()
      },
      { rootMargin: AHEAD },
    )
    watch.observe(place.current)
    return () => {
      watch.disconnect()
      stop()
    }
  }, [load])
  return { place, isTurn }
}
