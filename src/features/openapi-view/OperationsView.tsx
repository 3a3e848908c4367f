import { type ReactNode, useId, useMemo } from 'react'

import { text, useSearch } from '~/app/params'
import { SearchBox } from '~/components/table/SearchBox'
import { EmptyState } from '~/components/state/EmptyState'
import { Name } from '~/components/ui/Name'
import { type OperationLine, operationLines } from '~/domain/openapi/operations'
import { m } from '~/i18n/gen/messages'

import { keyOf, OperationRow } from './OperationRow'

interface Props {
  document: unknown
  /** A link to where this operation can be tried. */
  tryLink?: (line: OperationLine) => ReactNode
}

const searchSchema = { op: text(''), find: text('') }

/** An API's operations by tag; the one that the address names (`?op=`) is open, and only that is worked out. */
export function OperationsView({ document, tryLink }: Props) {
  const [{ op, find }, setSearch] = useSearch(searchSchema)
  const lines = useMemo(() => operationLines(document), [document])
  if (lines.length === 0) return <EmptyState title={m.openapi_view_empty()} />
  const shown = lines.filter((line) => matches(line, find))
  const isUnknown = op !== '' && !lines.some((line) => keyOf(line) === op)
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <div className="flex flex-wrap items-center gap-3">
        <SearchBox
          label={m.openapi_view_search()}
          value={find}
          onChange={(value) => setSearch({ find: value })}
        />
        <p className="text-muted" aria-live="polite">
          {m.openapi_view_found({ count: shown.length })}
        </p>
      </div>
      {isUnknown && <p className="text-warn">{m.openapi_view_not_found({ operation: op })}</p>}
      {shown.length === 0 && <p>{m.openapi_view_no_match({ search: find })}</p>}
      {[...byTag(shown)].map(([tag, group]) => (
        <TagGroup key={tag} tag={tag}>
          {group.map((line) => (
            <OperationRow
              key={keyOf(line)}
              line={line}
              document={document}
              isOpen={op === keyOf(line)}
              onToggle={(isOpen) => setSearch({ op: isOpen ? keyOf(line) : '' })}
              tryLink={tryLink?.(line)}
            />
          ))}
        </TagGroup>
      ))}
    </div>
  )
}

/** Named as a list and not as a region: a stranger's tag may have the name of another part of the page. */
function TagGroup({ tag, children }: { tag: string; children: ReactNode }) {
  const id = useId()
  return (
    <div>
      <h3 id={id} className="mb-1 font-medium">
        {tag === '' ? m.openapi_view_untagged() : <Name value={tag} />}
      </h3>
      <ul aria-labelledby={id} className="rounded-lg border border-line">
        {children}
      </ul>
    </div>
  )
}

function matches(
  { method, path, summary, operationId, tags }: OperationLine,
  find: string,
): boolean {
  const place = [method, path, summary, operationId, ...tags].join(' ').toLowerCase()
  return find
    .toLowerCase()
    .split(/\s+/)
    .every((word) => place.includes(word))
}

/** Under its first tag, so that each stands there once. */
function byTag(lines: readonly OperationLine[]): Map<string, OperationLine[]> {
  const groups = new Map<string, OperationLine[]>()
  for (const line of lines) {
    const tag = line.tags[0] ?? ''
    const group = groups.get(tag)
    if (group) group.push(line)
    else groups.set(tag, [line])
  }
  return groups
}
