import { useSyncExternalStore } from 'react'

import { m } from '~/i18n/gen/messages'

/** Seconds are counted one by one only while a countdown is on the screen. */
function everySecond(onTick: () => void): () => void {
  const timer = setInterval(onTick, 1000)
  return () => clearInterval(timer)
}
const second = () => Math.floor(Date.now() / 1000)

const pad = (value: number) => String(value).padStart(2, '0')

/** Time left until a moment, as days and a clock. @param until RFC 3339 */
export function Countdown({ until }: { until: string }) {
  const now = useSyncExternalStore(everySecond, second)
  const left = Math.max(0, Math.ceil(Date.parse(until) / 1000) - now)
  if (left === 0) return m.subscriptions_countdown_over()
  const days = Math.floor(left / 86_400)
  const clock = [Math.floor(left / 3600) % 24, Math.floor(left / 60) % 60, left % 60].map(pad)
  return (
    <span role="timer" className="tabular-nums">
      {days > 0
        ? m.subscriptions_countdown_days({ count: days, clock: clock.join(':') })
        : m.subscriptions_countdown({ clock: clock.join(':') })}
    </span>
  )
}
