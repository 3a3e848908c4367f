import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'

import type { AuditEntry } from '~/api/audit'
import { policyChanges, type TrafficScope } from '~/api/policy-changes'
import { serverNow } from '~/api/server-clock'
import { FailureNote } from '~/components/state/FailureNote'
import { ReadingValue } from '~/components/state/ReadingValue'
import { Skeleton } from '~/components/state/Skeleton'
import { type Column, DataTable } from '~/components/table/DataTable'
import { Button } from '~/components/ui/Button'
import { Dialog } from '~/components/ui/Dialog'
import { AROUND_S, around } from '~/domain/policy-change'
import type { Policy } from '~/domain/policy'
import type { Reading } from '~/domain/reading'
import type { TimeWindow } from '~/domain/time-range'
import { classTotal, type RangeAnswer, rangeQuantile } from '~/domain/traffic'
import { actionLabel } from '~/features/history/words'
import { formatDuration, formatInstant, formatNumber } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

import { ScopeChoice } from './ScopeChoice'

interface Props {
  tenant: string
  policy: Policy
  row: AuditEntry
}

/** The traffic a quarter of an hour before a change, and after it. */
export function BeforeAfter({ tenant, policy, row }: Props) {
  const [isOpen, setIsOpen] = useState(false)
  const at = formatInstant(Date.parse(row.at))
  return (
    <>
      <Button
        size="sm"
        variant="ghost"
        aria-haspopup="dialog"
        aria-label={m.policies_around_of({ action: actionLabel(row.action), at })}
        onClick={() => setIsOpen(true)}
      >
        {m.policies_around()}
      </Button>
      {isOpen && (
        <Dialog isLight title={m.policies_around_title({ at })} onClose={() => setIsOpen(false)}>
          <ScopeChoice tenant={tenant} policy={policy}>
            {(scope) => <Compared tenant={tenant} scope={scope} at={row.at} />}
          </ScopeChoice>
        </Dialog>
      )}
    </>
  )
}

interface Line {
  id: string
  label: string
  read: (answer: RangeAnswer) => Reading<number>
  format: (value: number) => string
}

const lines: readonly (Omit<Line, 'label'> & { label: () => string })[] = [
  {
    id: '2xx',
    label: m.policies_around_2xx,
    read: (a) => classTotal(a, '2xx'),
    format: formatNumber,
  },
  {
    id: '4xx',
    label: m.policies_around_4xx,
    read: (a) => classTotal(a, '4xx'),
    format: formatNumber,
  },
  {
    id: '429',
    label: m.policies_around_429,
    read: (a) => classTotal(a, '429'),
    format: formatNumber,
  },
  {
    id: 'p95',
    label: m.policies_around_p95,
    read: (a) => rangeQuantile(a, '0.95'),
    format: (seconds) => formatDuration(seconds * 1000),
  },
]

const minutes = (seconds: number) => formatDuration(Math.floor(seconds / 60) * 60_000)

function Compared({ tenant, scope, at }: { tenant: string; scope: TrafficScope; at: string }) {
  // Fixed when it was opened: a window that moved on would be asked for again and again.
  const [{ before, after, passed }] = useState(() => around(at, Math.floor(serverNow() / 1000)))
  const earlier = useQuery(policyChanges.traffic(tenant, scope, before))
  const later = useQuery({
    ...policyChanges.traffic(tenant, scope, after ?? before),
    enabled: after !== undefined,
  })
  const failure = earlier.error ?? later.error
  if (failure) return <FailureNote failure={failure} onRetry={() => void earlier.refetch()} />
  if (!earlier.data || (after && !later.data)) return <Skeleton lines={5} />
  const hasTimes = !('consumer' in scope)
  return (
    <div className="flex flex-col gap-3">
      <DataTable
        rows={lines.filter(({ id }) => hasTimes || id !== 'p95')}
        columns={columnsOf(earlier.data, after && later.data, { before, after })}
        rowKey={({ id }) => id}
        caption={m.policies_around()}
        empty=""
      />
      {!after && (
        <p className="text-warn">
          {m.policies_around_not_yet({ passed: minutes(passed), whole: minutes(AROUND_S) })}
        </p>
      )}
      <p className="text-sm text-muted">{m.policies_around_note()}</p>
    </div>
  )
}

type Row = (typeof lines)[number]

function columnsOf(
  earlier: RangeAnswer,
  later: RangeAnswer | undefined,
  windows: { before: TimeWindow; after: TimeWindow | undefined },
): Column<Row>[] {
  const side = (
    id: string,
    header: () => string,
    answer: RangeAnswer | undefined,
    window: TimeWindow | undefined,
  ): Column<Row> => ({
    id,
    header,
    align: 'end',
    cell: (row) =>
      answer && window ? (
        <ReadingValue
          reading={row.read(answer)}
          format={row.format}
          label={`${row.label()}, ${header()}`}
        />
      ) : (
        <span className="text-faint">{m.policies_around_waiting()}</span>
      ),
  })
  return [
    { id: 'what', header: m.policies_around_what, cell: ({ label }) => label() },
    side('before', m.policies_around_before, earlier, windows.before),
    side('after', m.policies_around_after, later, windows.after),
  ]
}
