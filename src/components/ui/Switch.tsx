interface Props {
  label: string
  checked: boolean
  /** The change is under way: it can neither be pressed again nor does it run ahead. */
  pending?: boolean
  /** Why it cannot be switched now. */
  disabledBecause?: string | undefined
  onChange: (checked: boolean) => void
}

/** On or off, at once: it shows the state it is given, and only asks for the other one. */
export function Switch({ label, checked, pending = false, disabledBecause, onChange }: Props) {
  const isIdle = !pending && disabledBecause === undefined
  return (
    <button
      type="button"
      role="switch"
      aria-checked={checked}
      aria-label={label}
      aria-busy={pending ? true : undefined}
      aria-disabled={isIdle ? undefined : true}
      title={disabledBecause}
      onClick={() => {
        if (isIdle) onChange(!checked)
      }}
      className={[
        'relative h-5 w-9 shrink-0 rounded-full border transition-colors aria-disabled:opacity-60',
        'after:absolute after:top-[2px] after:left-[2px] after:size-3.5 after:rounded-full after:transition-transform',
        checked
          ? 'border-accent bg-accent after:translate-x-4 after:bg-on-accent'
          : 'border-edge bg-sunken after:bg-edge',
      ].join(' ')}
    />
  )
}
