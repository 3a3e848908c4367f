import type { ReactNode } from 'react'

interface Props {
  facts: readonly { label: string; value: ReactNode }[]
}

/** What is known of one thing: names and values in two columns, in one on a phone. */
export function Facts({ facts }: Props) {
  return (
    <dl className="grid grid-cols-1 gap-x-6 gap-y-2 sm:grid-cols-[max-content_minmax(0,1fr)]">
      {facts.map((fact) => (
        <div key={fact.label} className="contents">
          <dt className="text-muted max-sm:-mb-2">{fact.label}</dt>
          <dd className="min-w-0 [overflow-wrap:anywhere]">{fact.value}</dd>
        </div>
      ))}
    </dl>
  )
}
