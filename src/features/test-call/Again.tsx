import { Button } from '~/components/ui/Button'
import { formatInstant } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

import { useCountdown } from './use-countdown'

/** Longer waits are said as a time of day. */
const countedS = 600

interface Props {
  /** When the limit lets a call pass again, in milliseconds since 1970. */
  at: number
  onAgain: () => void
}

/** When to try again, counting down, and then the way to do it. */
export function Again({ at, onAgain }: Props) {
  const seconds = useCountdown(at)
  if (seconds > countedS) return <p>{m.call_again_at({ time: formatInstant(at) })}</p>
  return (
    <div>
      <Button size="sm" disabled={seconds > 0} onClick={onAgain}>
        {seconds > 0 ? m.call_again_in({ seconds }) : m.call_again()}
      </Button>
    </div>
  )
}
