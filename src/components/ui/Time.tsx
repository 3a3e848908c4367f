import { formatInstant, formatRelative } from '~/i18n/format'
import { useNow } from './use-now'

interface Props {
  /** RFC 3339 text, milliseconds since 1970, or a Date. */
  at: string | number | Date
  /** Which of the two is written out; the other one is in the title. */
  show?: 'relative' | 'absolute'
}

/** A moment, both ways: "3 minutes ago" and the full date with its zone; on paper, which grows old, the date. */
export function Time({ at, show = 'relative' }: Props) {
  const now = useNow()
  const moment = new Date(at).getTime()
  if (!Number.isFinite(moment)) return <span>{String(at)}</span>
  const absolute = formatInstant(moment)
  // The shared clock ticks every ten seconds: what has just happened is not yet to come.
  const isJustNow = moment > now && moment - now < 10_000
  const relative = formatRelative(isJustNow ? now : moment, now)
  return (
    <time
      dateTime={new Date(moment).toISOString()}
      title={show === 'relative' ? absolute : relative}
      data-print-as={show === 'relative' ? absolute : undefined}
      className="whitespace-nowrap tabular-nums"
    >
      {show === 'relative' ? relative : absolute}
    </time>
  )
}
