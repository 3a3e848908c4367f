/** One clock for all relative times on the screen: it ticks only while somebody looks at it. */
import { useSyncExternalStore } from 'react'

const tickMs = 10_000
const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined
let now = Date.now()

function tick(): void {
  now = Date.now()
  for (const listener of listeners) listener()
}

function onVisibility(): void {
  clearInterval(timer)
  timer = undefined
  if (document.visibilityState === 'hidden') return
  tick()
  timer = setInterval(tick, tickMs)
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  if (listeners.size === 1) {
    now = Date.now()
    document.addEventListener('visibilitychange', onVisibility)
    timer = setInterval(tick, tickMs)
  }
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    document.removeEventListener('visibilitychange', onVisibility)
    clearInterval(timer)
    timer = undefined
  }
}

function read(): number {
  // Nobody is subscribed yet on the first draw: then the kept moment may be long past.
  if (listeners.size === 0 && Date.now() - now > 1000) now = Date.now()
  return now
}

/** The present moment in milliseconds since 1970, good to ten seconds; draws its component again as it moves on. */
export const useNow = (): number => useSyncExternalStore(subscribe, read)
