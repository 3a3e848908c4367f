/** Nobody loses what they typed without having said so: closing, navigating and unloading ask first. */
import { useEffect, useRef, useState } from 'react'
import { type Location, useBlocker } from 'react-router'

interface Props {
  isDirty: boolean
  mutation: { isPending: boolean; error: Error | null }
  onClose: () => void
  /** Does a navigation take away what was typed? Another path does; what else does, the owner knows. */
  isElsewhere?: (from: Location, to: Location) => boolean
}

const isOtherPath = (from: Location, to: Location) => from.pathname !== to.pathname

export interface LeaveGuard {
  /** Is the question to be shown? */
  isAsking: boolean
  stay: () => void
  leave: () => void
  /** Close the form, asking first where there is something to lose. */
  requestClose: () => void
}

export function useLeaveGuard({
  isDirty,
  mutation,
  onClose,
  isElsewhere = isOtherPath,
}: Props): LeaveGuard {
  const isLeaving = useRef(false)
  const [isClosing, setIsClosing] = useState(false)
  const { isPending, error } = mutation

  // Was the request under way when somebody wanted to leave?
  const [isWaiting, setIsWaiting] = useState(false)
  const blocker = useBlocker(({ currentLocation, nextLocation }) => {
    const isLosing = isDirty && !isLeaving.current && isElsewhere(currentLocation, nextLocation)
    if (isLosing) setIsWaiting(isPending)
    return isLosing
  })

  // While the request is under way a navigation waits for its end: on success nothing is dirty any more and it goes
  // on (that is how a form closes itself), on failure the form stays with everything in it.
  const isBlocked = blocker.state === 'blocked'
  useEffect(() => {
    if (isBlocked && !isDirty) blocker.proceed?.()
  }, [isBlocked, isDirty, blocker])
  useEffect(() => {
    if (isBlocked && isWaiting && error !== null) blocker.reset?.()
    // Only a failure that arrives while waiting sends the reader back; an old one does not.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [error])

  useEffect(() => {
    if (!isDirty) return undefined
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [isDirty])

  return {
    isAsking: isClosing || (isBlocked && !isWaiting && isDirty),
    stay: () => {
      setIsClosing(false)
      if (isBlocked) blocker.reset?.()
    },
    leave: () => {
      isLeaving.current = true
      setIsClosing(false)
      if (isBlocked) blocker.proceed?.()
      else onClose()
    },
    requestClose: () => {
      if (isDirty && !isPending) setIsClosing(true)
      else onClose()
    },
  }
}
