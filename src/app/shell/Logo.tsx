/** The mark: a portico, for the stoa. Its name stands beside it or on the link around it. */
export function Logo() {
  return (
    <svg viewBox="0 0 32 32" width="22" height="22" aria-hidden className="shrink-0">
      <rect width="32" height="32" rx="7" className="fill-accent" />
      <path
        d="M6 11 16 5.5 26 11v2H6zM8 15h3v8H8zm6.5 0h3v8h-3zM21 15h3v8h-3zM6 25h20v2H6z"
        className="fill-on-accent"
      />
    </svg>
  )
}
