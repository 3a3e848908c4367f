import RefreshIcon from 'lucide-react/icons/refresh-cw'
import { m } from '~/i18n/gen/messages'
import { Button } from '../ui/Button'

interface Props<Pace extends string> {
  value: Pace
  options: readonly { value: Pace; label: string }[]
  onChange: (value: Pace) => void
  onRefresh: () => void
  isRefreshing: boolean
}

/** Refreshes now, and chooses how often that happens by itself. */
export function RefreshSelect<Pace extends string>(props: Props<Pace>) {
  const { value, options, onChange, onRefresh, isRefreshing } = props
  return (
    <span className="inline-flex items-center gap-1">
      <Button
        icon={RefreshIcon}
        iconOnly
        aria-label={m.charts_refresh_now()}
        title={m.charts_refresh_now()}
        pending={isRefreshing}
        onClick={onRefresh}
      />
      <select
        aria-label={m.charts_refresh_every()}
        title={m.charts_refresh_hint()}
        value={value}
        // The options are the only values there are.
        onChange={(event) => onChange(event.target.value as Pace)}
        className="h-8 rounded-md border border-edge/60 bg-surface px-2"
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </span>
  )
}
