import { useId, useState } from 'react'
import type { TimeRange } from '~/domain/time-range'
import { m } from '~/i18n/gen/messages'
import { Button } from '../ui/Button'

/** How typed times are read and written, given by the page. */
export interface LocalTimes {
  /** The zone that the times are in, with its offset. */
  zoneText: string
  /** An end of the range as it stands in the fields: `now-6h` stays, an instant becomes `2026-11-24T10:00`. */
  write: (point: string) => string
  /** What was typed as a range; or what is wrong with it, in words. */
  read: (from: string, to: string) => TimeRange | string
}

interface Props {
  range: TimeRange
  times: LocalTimes
  onRange: (range: TimeRange) => void
}

/** The two ends of a range, typed: local times, or `now-6h`. */
export function AbsoluteRangeForm({ range, times, onRange }: Props) {
  const [from, setFrom] = useState(times.write(range.from))
  const [to, setTo] = useState(times.write(range.to))
  const [fault, setFault] = useState<string>()
  const id = useId()
  const apply = () => {
    const read = times.read(from, to)
    if (typeof read === 'string') setFault(read)
    else onRange(read)
  }
  return (
    <form
      className="flex min-w-0 flex-1 flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        apply()
      }}
    >
      <End id={`${id}-from`} label={m.charts_range_from()} value={from} onChange={setFrom} />
      <End id={`${id}-to`} label={m.charts_range_to()} value={to} onChange={setTo} />
      <p className="text-xs text-muted">{m.charts_range_hint({ zone: times.zoneText })}</p>
      {fault !== undefined && (
        <p role="alert" className="text-sm text-bad">
          {fault}
        </p>
      )}
      <div>
        <Button type="submit" variant="primary" size="sm">
          {m.charts_range_apply()}
        </Button>
      </div>
    </form>
  )
}

interface EndProps {
  id: string
  label: string
  value: string
  onChange: (value: string) => void
}

function End({ id, label, value, onChange }: EndProps) {
  return (
    <div className="flex flex-col gap-0.5">
      <label htmlFor={id} className="text-sm text-muted">
        {label}
      </label>
      <input
        id={id}
        value={value}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => onChange(event.target.value)}
        className="h-8 w-full min-w-0 rounded-md border border-edge/60 bg-surface px-2 font-mono text-sm"
      />
    </div>
  )
}
