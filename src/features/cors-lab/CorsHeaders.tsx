import { Link } from 'react-router'

import { paths } from '~/app/paths'
import { type Column, DataTable } from '~/components/table/DataTable'
import { Badge, type Tone } from '~/components/ui/Badge'
import { Name } from '~/components/ui/Name'
import type { CorsRow, CorsRowState } from '~/domain/cors-report'
import { m } from '~/i18n/gen/messages'

import { stateWords, wantedText } from './words'

const tones: Record<CorsRowState, Tone> = {
  ok: 'ok',
  refused: 'bad',
  untold: 'neutral',
  unasked: 'neutral',
}

const columnsOf = (tenant: string): Column<CorsRow>[] => [
  {
    id: 'header',
    header: m.labs_cors_col_header,
    cell: ({ header }) => <code className="text-sm">{header}</code>,
  },
  {
    id: 'answered',
    header: m.labs_cors_col_answered,
    cell: ({ answered }) =>
      answered === undefined ? (
        <span className="text-faint">{m.labs_cors_absent()}</span>
      ) : (
        <span className="block min-w-36">
          <Name value={answered} />
        </span>
      ),
  },
  {
    id: 'wanted',
    header: m.labs_cors_col_wanted,
    cell: (row) => (
      <span className="block min-w-36">
        <Name value={wantedText(row)} />
      </span>
    ),
  },
  {
    id: 'state',
    header: m.labs_cors_col_state,
    cell: ({ state }) => <Badge tone={tones[state]}>{stateWords[state]()}</Badge>,
  },
  {
    id: 'policy',
    header: m.labs_cors_col_policy,
    cell: ({ decidedBy }) =>
      decidedBy ? (
        <Link
          className="text-accent hover:underline"
          to={paths.policy({ tenant, id: decidedBy.policy_id })}
        >
          <Name value={decidedBy.policy_name} />
        </Link>
      ) : (
        <span className="text-faint">{m.labs_cors_no_policy()}</span>
      ),
  },
]

/** The headers that a browser judges by: what came, what was wanted, and which policy decided. */
export function CorsHeaders({ tenant, rows }: { tenant: string; rows: readonly CorsRow[] }) {
  return (
    <DataTable
      rows={rows}
      columns={columnsOf(tenant)}
      rowKey={({ part }) => part}
      caption={m.labs_cors_table()}
      empty={m.labs_cors_none()}
    />
  )
}
