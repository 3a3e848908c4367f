import { useQuery } from '@tanstack/react-query'

import { audit, type AuditEntry } from '~/api/audit'
import { useSearch, whole } from '~/app/params'
import { rolesFor, useCan } from '~/auth/permissions'
import { fieldName } from '~/components/diff/shown-value'
import { EmptyState } from '~/components/state/EmptyState'
import { FailureNote } from '~/components/state/FailureNote'
import type { Column } from '~/components/table/columns'
import { QueryTable } from '~/components/table/QueryTable'
import { CopyButton } from '~/components/ui/CopyButton'
import { curl } from '~/domain/curl'
import { formatList } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

import { historyColumns } from './columns'
import { UndoDialog } from './UndoDialog'
import { type Undoing, useUndo } from './use-undo'

const pageSize = 20
/** A name of its own: the page around it may have pages too. */
const searchSchema = { history: whole(1) }

interface Props {
  tenant: string
  /** As the audit trail calls it: `contract`, `consumer`, `policy`. */
  resourceType: string
  resourceId: string
  /** Asks for what belongs to the resource too, by the filter of this name; each row then says what it is about. */
  concerns?: 'concerns_consumer'
  /** How a change is undone; without it, changes can only be read. */
  undo?: Undoing
  /** One more thing to know of each change. */
  more?: Column<AuditEntry>
  /** What a field is called on screen. */
  labelOf?: (pointer: string) => string | undefined
}

/** Who changed one resource, when and how, newest first; and the way back, where there is one. */
export function History(props: Props) {
  if (useCan('audit:read')) return <Rows {...props} />
  return (
    <EmptyState
      title={m.history_no_permission()}
      hint={m.history_needs_role({ roles: formatList(rolesFor('audit:read')) })}
    />
  )
}

function Rows({ tenant, resourceType, resourceId, concerns, undo, more, labelOf }: Props) {
  const [search, setSearch] = useSearch(searchSchema)
  const filter = {
    ...(concerns === undefined
      ? { resource_type: resourceType, resource_id: resourceId }
      : { [concerns]: resourceId }),
    page: search.history,
    page_size: pageSize,
  }
  const query = useQuery(audit.list(tenant, filter))
  const undoing = useUndo(undo, (pointer) => labelOf?.(pointer) ?? fieldName(pointer))
  return (
    <div className="flex min-w-0 flex-col gap-3">
      {undoing.failure && <FailureNote failure={undoing.failure} />}
      <QueryTable
        query={query}
        columns={historyColumns({
          resourceId,
          isWide: concerns !== undefined,
          undo,
          undoing,
          more,
          labelOf,
        })}
        rowKey={(row) => row.id}
        caption={m.history_caption()}
        empty={<EmptyState title={m.history_empty()} hint={m.history_empty_hint()} />}
        page={search.history}
        pageSize={pageSize}
        onPage={(history) => setSearch({ history })}
      />
      <div>
        <CopyButton
          label={m.history_curl()}
          text={m.history_curl()}
          value={() => command(tenant, filter)}
        />
      </div>
      {undo && undoing.asked && (
        <UndoDialog undo={undo} undoing={undoing} asked={undoing.asked} labelOf={labelOf} />
      )}
    </div>
  )
}

const command = (tenant: string, filter: Record<string, string | number>) =>
  curl({
    method: 'GET',
    base: 'STOA_API_URL',
    path: ['v1', 'audit', tenant],
    credential: 'TOKEN',
    query: Object.fromEntries(Object.entries(filter).map(([name, value]) => [name, String(value)])),
  })
