import { Badge } from '~/components/ui/Badge'
import { Name } from '~/components/ui/Name'
import type { OperationLine } from '~/domain/openapi/operations'
import { m } from '~/i18n/gen/messages'

interface Props {
  summary: string
  operations: readonly OperationLine[]
}

/** Some more than stand in the box at once. */
const TOGETHER = 25

/**
 * Operations behind a line that says how many. Those out of sight cost nothing to draw: they are left out by the group, because the
 * browser works on the place of each group and hundreds of lines with a place of their own held up the page.
 */
export function OperationLines({ summary, operations }: Props) {
  if (operations.length === 0) return <p>{summary}</p>
  return (
    <details>
      <summary className="cursor-pointer font-medium">{summary}</summary>
      <section
        // Scrolls, so it takes part in the tab order.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        aria-label={summary}
        className="mt-1 max-h-60 overflow-y-auto text-sm focus-visible:-outline-offset-2"
      >
        {groups(operations).map((group) => (
          <ul
            key={keyOf(group[0])}
            className="[contain-intrinsic-size:auto_37.5rem] [content-visibility:auto]"
          >
            {group.map((line) => (
              <Line key={keyOf(line)} line={line} />
            ))}
          </ul>
        ))}
      </section>
    </details>
  )
}

function Line({ line }: { line: OperationLine }) {
  return (
    <li className="flex flex-wrap items-baseline gap-x-2 py-0.5">
      <code className="[overflow-wrap:anywhere]">
        {line.method} <Name value={line.path} />
      </code>
      {line.isDeprecated && <Badge tone="warn">{m.openapi_deprecated()}</Badge>}
      <span className="text-muted">
        <Name value={line.summary} />
      </span>
    </li>
  )
}

const keyOf = (line: OperationLine | undefined) => `${line?.method} ${line?.path}`

function groups(operations: readonly OperationLine[]): OperationLine[][] {
  const starts = Array.from({ length: Math.ceil(operations.length / TOGETHER) }, (_, at) => at)
  return starts.map((at) => operations.slice(at * TOGETHER, (at + 1) * TOGETHER))
}
