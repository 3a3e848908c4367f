interface Props {
  /** What is under way. */
  label: string
  done: number
  /** Undefined while it is not known. */
  total: number | undefined
}

/** How far something has come. The numbers stand beside it in words. */
export function ProgressBar({ label, done, total }: Props) {
  return (
    <progress
      aria-label={label}
      className="block h-2 w-full accent-accent"
      {...(total !== undefined && { max: Math.max(total, 1), value: done })}
    />
  )
}
