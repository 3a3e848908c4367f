import { useEffect, useState } from 'react'

const tickMs = 250

/**
 * Whole seconds until a moment, counting down.
 * @param until milliseconds since 1970
 * @returns 0 from then on
 */
export function useCountdown(until: number): number {
  const [now, setNow] = useState(Date.now)
  const isOver = now >= until
  useEffect(() => {
    if (isOver) return undefined
    const timer = setInterval(() => setNow(Date.now()), tickMs)
    return () => clearInterval(timer)
  }, [isOver])
  return Math.max(0, Math.ceil((until - now) / 1000))
}
