import EarlierIcon from 'lucide-react/icons/chevron-left'
import LaterIcon from 'lucide-react/icons/chevron-right'
import type { LucideIcon } from 'lucide-react'
import ClockIcon from 'lucide-react/icons/clock'
import ZoomOutIcon from 'lucide-react/icons/zoom-out'
import { useState } from 'react'
import type { TimeRange } from '~/domain/time-range'
import { m } from '~/i18n/gen/messages'
import { Button } from '../ui/Button'
import { useFloating } from '../ui/use-floating'
import { AbsoluteRangeForm } from './AbsoluteRangeForm'
import type { LocalTimes } from './AbsoluteRangeForm'

export interface RangeChoice {
  range: TimeRange
  label: string
}

interface Props {
  range: TimeRange
  /** The range in words: "Last 6 hours", or its two ends. */
  text: string
  presets: readonly RangeChoice[]
  onRange: (range: TimeRange) => void
  onZoomOut: () => void
  /** By half a length: -1 for earlier, 1 for later. */
  onShift: (by: -1 | 1) => void
  /** A range that ends now has nothing later. */
  isLive: boolean
  times: LocalTimes
}

/** Which stretch of time is shown: presets, two typed ends, zoom out. It keeps nothing: the URL does. */
export function TimeRangePicker(props: Props) {
  const { range, text, presets, onRange, onZoomOut, onShift, isLive, times } = props
  const [isOpen, setIsOpen] = useState(false)
  const { anchor, box } = useFloating(isOpen, () => setIsOpen(false), 'end')
  const choose = (chosen: TimeRange) => {
    setIsOpen(false)
    anchor.current?.focus()
    onRange(chosen)
  }
  return (
    <span className="inline-flex min-w-0">
      <Shift icon={EarlierIcon} label={m.charts_earlier()} onPress={() => onShift(-1)} />
      <Button
        ref={anchor}
        icon={ClockIcon}
        aria-expanded={isOpen}
        title={m.charts_range_choose()}
        onClick={() => setIsOpen(!isOpen)}
      >
        <span className="truncate">{text}</span>
      </Button>
      <Shift icon={LaterIcon} label={m.charts_later()} isOff={isLive} onPress={() => onShift(1)} />
      <Button
        variant="ghost"
        icon={ZoomOutIcon}
        iconOnly
        aria-label={m.charts_zoom_out()}
        title={m.charts_zoom_out()}
        onClick={onZoomOut}
      />
      {isOpen && (
        <div
          ref={box}
          className="fixed z-30 flex w-[min(30rem,calc(100vw-1rem))] flex-col gap-3 rounded-lg border border-line bg-raised p-3 shadow-pop sm:flex-row"
        >
          <Presets range={range} presets={presets} onChoose={choose} />
          <AbsoluteRangeForm range={range} times={times} onRange={choose} />
        </div>
      )}
    </span>
  )
}

interface ShiftProps {
  icon: LucideIcon
  label: string
  isOff?: boolean
  onPress: () => void
}

function Shift({ icon, label, isOff = false, onPress }: ShiftProps) {
  return (
    <Button
      variant="ghost"
      icon={icon}
      iconOnly
      aria-label={label}
      title={label}
      disabled={isOff}
      onClick={onPress}
    />
  )
}

interface PresetsProps extends Pick<Props, 'range' | 'presets'> {
  onChoose: (range: TimeRange) => void
}

function Presets({ range, presets, onChoose }: PresetsProps) {
  return (
    <ul aria-label={m.charts_range_choose()} className="flex flex-wrap gap-1 sm:w-40 sm:flex-col">
      {presets.map((preset) => {
        const isChosen = preset.range.from === range.from && preset.range.to === range.to
        return (
          <li key={preset.range.from}>
            <Button
              variant={isChosen ? 'secondary' : 'ghost'}
              size="sm"
              aria-pressed={isChosen}
              onClick={() => onChoose(preset.range)}
            >
              {preset.label}
            </Button>
          </li>
        )
      })}
    </ul>
  )
}
