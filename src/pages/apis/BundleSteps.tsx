import { useMutation, useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'

import { contractBundle, type Outcome } from '~/api/contract-bundle'
import { createIdempotencyKey, type IdempotencyKey } from '~/components/form/idempotency'
import { FieldDiff } from '~/components/diff/FieldDiff'
import { Panel } from '~/components/state/Panel'
import { type Column, DataTable } from '~/components/table/DataTable'
import { Badge } from '~/components/ui/Badge'
import { Button } from '~/components/ui/Button'
import { Name } from '~/components/ui/Name'
import { type Entry, planOf, type Step } from '~/domain/bundle'
import { formatNumber } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

interface Props {
  tenant: string
  entries: readonly Entry[]
  disabledBecause: string | undefined
}

const labels = {
  create: { tone: 'ok', text: m.bundle_create },
  update: { tone: 'info', text: m.bundle_update },
  same: { tone: 'neutral', text: m.bundle_same },
  retired: { tone: 'warn', text: m.bundle_retired },
} as const

const pageSize = 50

const columns = (outcomes: ReadonlyMap<string, Outcome>): Column<Step>[] => [
  { id: 'api', header: m.bundle_column_api, cell: ({ key }) => <Name value={key} /> },
  {
    id: 'step',
    header: m.bundle_column_step,
    cell: ({ kind }) => <Badge tone={labels[kind].tone}>{labels[kind].text()}</Badge>,
  },
  {
    id: 'changes',
    header: m.bundle_column_changes,
    cell: (step) => (step.kind === 'update' ? <FieldDiff changes={step.changes} /> : null),
  },
  {
    id: 'result',
    header: m.bundle_column_result,
    cell: ({ key }) => <Result outcome={outcomes.get(key)} />,
  },
]

function Result({ outcome }: { outcome: Outcome | undefined }) {
  if (!outcome) return null
  if (!outcome.failure) return <Badge tone="ok">{m.bundle_done()}</Badge>
  return (
    <span className="text-bad">
      <Name value={m.bundle_failed({ cause: outcome.failure.message })} />
    </span>
  )
}

const isWrite = ({ kind }: Step) => kind === 'create' || kind === 'update'

/** The dry run, always against what the Control Plane holds now; applied, it is made afresh, so that what was done shows itself. */
export function BundleSteps({ tenant, entries, disabledBecause }: Props) {
  const query = useQuery(contractBundle.every(tenant))
  const [outcomes, setOutcomes] = useState<ReadonlyMap<string, Outcome>>(new Map())
  const [keys] = useState(() => new Map<string, IdempotencyKey>())
  const apply = useMutation({
    ...contractBundle.apply(tenant),
    onSuccess: (done) => {
      for (const { key, failure } of done) if (!failure) keys.delete(key)
      setOutcomes((before) => new Map([...before, ...done.map((one) => [one.key, one] as const)]))
    },
  })
  const keyFor = (step: Step) => {
    const key = keys.get(step.key) ?? createIdempotencyKey()
    keys.set(step.key, key)
    return key.keyFor(step)
  }
  return (
    <Panel title={m.bundle_plan()} query={query}>
      {(existing) => (
        <Plan
          entries={entries}
          existing={existing}
          outcomes={outcomes}
          isApplying={apply.isPending || query.isFetching}
          disabledBecause={disabledBecause}
          onApply={(steps) => apply.mutate({ steps, keyFor })}
        />
      )}
    </Panel>
  )
}

interface PlanProps {
  entries: readonly Entry[]
  existing: Parameters<typeof planOf>[1]
  outcomes: ReadonlyMap<string, Outcome>
  isApplying: boolean
  disabledBecause: string | undefined
  onApply: (steps: readonly Step[]) => void
}

function Plan(props: PlanProps) {
  const { entries, existing, outcomes, isApplying, disabledBecause, onApply } = props
  const [page, setPage] = useState(1)
  const steps = useMemo(() => planOf(entries, existing), [entries, existing])
  const writes = steps.filter(isWrite)
  const count = (kind: Step['kind']) =>
    formatNumber(steps.filter((step) => step.kind === kind).length)
  const results = [...outcomes.values()]
  const failed = results.filter(({ failure }) => failure).length
  return (
    <div className="flex flex-col gap-3">
      <output className="flex flex-col">
        {results.length > 0 && (
          <span>
            {m.bundle_applied({
              done: formatNumber(results.length - failed),
              failed: formatNumber(failed),
            })}
          </span>
        )}
        <span className="font-medium">
          {writes.length === 0
            ? m.bundle_no_changes()
            : m.bundle_summary({
                create: count('create'),
                update: count('update'),
                same: count('same'),
                retired: count('retired'),
              })}
        </span>
      </output>
      {writes.length > 0 && (
        <div>
          <Button
            variant="primary"
            pending={isApplying}
            disabled={disabledBecause !== undefined}
            title={disabledBecause}
            onClick={() => onApply(writes)}
          >
            {failed > 0 ? m.bundle_retry() : m.bundle_apply_count({ count: writes.length })}
          </Button>
        </div>
      )}
      <DataTable
        rows={steps.slice((page - 1) * pageSize, page * pageSize)}
        columns={columns(outcomes)}
        rowKey={({ key }) => key}
        caption={m.bundle_caption()}
        empty={m.bundle_empty()}
        total={steps.length}
        page={page}
        pageSize={pageSize}
        onPage={setPage}
      />
    </div>
  )
}
