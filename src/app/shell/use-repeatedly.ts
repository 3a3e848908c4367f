import { useEffect, useRef } from 'react'

import { nextPause } from '../recovery'

/** Does something every few seconds, with jitter, while `isOn` and while somebody looks at the page. */
export function useRepeatedly(isOn: boolean, action: () => void): void {
  const latest = useRef(action)
  useEffect(() => {
    latest.current = action
  })
  useEffect(() => {
    if (!isOn) return undefined
    let timer: ReturnType<typeof setTimeout>
    const again = () => {
      timer = setTimeout(() => {
        if (document.visibilityState === 'visible') latest.current()
        again()
      }, nextPause())
    }
    again()
    return () => clearTimeout(timer)
  }, [isOn])
}
