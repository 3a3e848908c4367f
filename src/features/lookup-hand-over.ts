/**
 * What was pasted for the locked-out desk elsewhere, on its way there. It may be a whole key, so it travels in memory: an address or the
 * browser's history would keep it (security.md T7).
 */

import { useEffect, useEffectEvent } from 'react'

let pasted: string | undefined

/** Leaves a text for the desk. */
export function handOver(text: string): void {
  pasted = text
}

/** Takes what was left, once. */
function takeOver(): string | undefined {
  const text = pasted
  pasted = undefined
  return text
}

/** Hands what was left to the desk, once it is drawn. */
export function useHandedOver(onText: (text: string) => void): void {
  const take = useEffectEvent(onText)
  useEffect(() => {
    const text = takeOver()
    if (text !== undefined) take(text)
  }, [])
}
