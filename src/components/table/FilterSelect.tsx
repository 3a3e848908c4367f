import { useId } from 'react'
import { m } from '~/i18n/gen/messages'

export interface FilterOption<Value extends string> {
  value: Value
  label: string
}

interface Props<Value extends string> {
  label: string
  /** Chosen value; `''` (or undefined) is "any". */
  value: Value | '' | undefined
  options: readonly FilterOption<Value>[]
  onChange: (value: Value | '') => void
}

/** One filter of a list: the browser's own select, so that it works by keyboard and on a phone as people know it. */
export function FilterSelect<Value extends string>({
  label,
  value,
  options,
  onChange,
}: Props<Value>) {
  const id = useId()
  return (
    <span className="inline-flex items-center gap-1.5" data-print="never">
      <label htmlFor={id} className="text-sm text-muted">
        {label}
      </label>
      <select
        id={id}
        value={value ?? ''}
        // The options are the only values there are.
        onChange={(event) => onChange(event.target.value as Value | '')}
        className="h-8 max-w-52 rounded-md border border-edge/60 bg-surface px-2"
      >
        <option value="">{m.kit_filter_any()}</option>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </span>
  )
}
