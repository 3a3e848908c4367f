import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'

import { CALL_TIMEOUT_MS } from '~/api/gateway'
import { probes } from '~/api/probes'
import { Button } from '~/components/ui/Button'
import { m } from '~/i18n/gen/messages'

/** Most answers have come by then. */
const QUIET_S = 4

/** A call that takes long: for how long already, whether the gateway itself still answers, and the way out. */
export function Waiting({ onStop }: { onStop: () => void }) {
  const [seconds, setSeconds] = useState(0)
  useEffect(() => {
    const startedAt = Date.now()
    const timer = setInterval(() => setSeconds(Math.floor((Date.now() - startedAt) / 1000)), 1000)
    return () => clearInterval(timer)
  }, [])
  const isLong = seconds >= QUIET_S
  const health = useQuery({ ...probes.gateway(), enabled: isLong, staleTime: 0 })
  if (!isLong) return null
  return (
    <div className="flex flex-col items-start gap-2">
      <p>
        <span aria-live="off">{m.call_waiting({ seconds, limit: CALL_TIMEOUT_MS / 1000 })} </span>
        {health.data && !health.isFetching && (
          <span className={health.data.isUp ? 'text-muted' : 'text-bad'}>
            {health.data.isUp ? m.call_waiting_gateway() : m.call_waiting_silent()}
          </span>
        )}
      </p>
      <Button size="sm" onClick={onStop}>
        {m.call_waiting_stop()}
      </Button>
    </div>
  )
}
