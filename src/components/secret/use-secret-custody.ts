/**
 * The custody of a key that is shown once (security.md, T7): it leaves the page when its dialog closes, when the
 * route changes and after five minutes, whatever happens first.
 */
import { useEffect, useRef, useState } from 'react'

const keptMs = 5 * 60_000

/**
 * @param wipe makes the owner forget the secret: `mutation.reset`
 * @param isAtRisk the secret is still here and was not copied: leaving the page asks first
 */
export function useSecretCustody(wipe: () => void, isAtRisk: boolean): { isWiped: boolean } {
  const [isWiped, setIsWiped] = useState(false)
  const latest = useRef(wipe)
  useEffect(() => {
    latest.current = wipe
  })

  useEffect(() => {
    const timer = setTimeout(() => {
      setIsWiped(true)
      latest.current()
    }, keptMs)
    return () => clearTimeout(timer)
  }, [])

  // Gone with the component. In development React unmounts and mounts once for practice: then it comes back before
  // the timer ends, and the secret stays.
  const leaving = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => {
    clearTimeout(leaving.current)
    return () => {
      leaving.current = setTimeout(() => latest.current(), 0)
    }
  }, [])

  useEffect(() => {
    if (!isAtRisk) return undefined
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [isAtRisk])

  return { isWiped }
}
