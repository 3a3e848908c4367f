import { useQuery } from '@tanstack/react-query'
import { useId } from 'react'

import { countedFamily } from '~/api/metric-source'
import { EmptyState } from '~/components/state/EmptyState'
import type { Example } from '~/domain/promql-examples'
import { examplesIn } from '~/domain/promql-examples'
import { m } from '~/i18n/gen/messages'

const TITLES: Record<Example['id'], () => string> = {
  rates: m.explore_example_rates,
  errors: m.explore_example_errors,
  times: m.explore_example_times,
  limited: m.explore_example_limited,
}

interface Props {
  tenant: string
  onChoose: (query: string) => void
}

/** Before the first question: some to begin with, as soon as it is known in which names this installation counts. */
export function Examples({ tenant, onChoose }: Props) {
  const { data: family } = useQuery(countedFamily)
  const id = useId()
  return (
    <>
      <EmptyState title={m.explore_empty()} hint={m.explore_empty_hint()} />
      {family !== undefined && (
        <>
          <p id={id} className="text-muted">
            {m.explore_examples()}
          </p>
          <ul aria-labelledby={id} className="grid gap-2 md:grid-cols-2">
            {examplesIn(tenant, family).map((example) => (
              <ExampleButton key={example.id} example={example} onChoose={onChoose} />
            ))}
          </ul>
        </>
      )}
    </>
  )
}

interface ExampleButtonProps extends Pick<Props, 'onChoose'> {
  example: Example
}

function ExampleButton({ example: { id, query }, onChoose }: ExampleButtonProps) {
  return (
    <li className="flex min-w-0">
      <button
        type="button"
        onClick={() => onChoose(query)}
        className="flex min-w-0 flex-1 flex-col gap-1 rounded-lg border border-line bg-surface px-4 py-3 text-left hover:bg-hover"
      >
        <span className="font-medium">{TITLES[id]()}</span>{' '}
        <code className="text-xs whitespace-pre-wrap [overflow-wrap:anywhere] text-muted">
          {query}
        </code>
      </button>
    </li>
  )
}
