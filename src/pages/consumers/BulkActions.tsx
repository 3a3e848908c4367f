import { useState } from 'react'

import { consumerBulk } from '~/api/consumer-bulk'
import { SelectionBar } from '~/components/table/SelectionBar'
import type { Selection } from '~/components/table/selection'
import { Button } from '~/components/ui/Button'
import { plainName } from '~/components/ui/name-parts'
import { saveFile } from '~/components/ui/save-file'
import { type Consumer, consumerSteps, type ConsumerStep } from '~/domain/consumer'
import { consumerCsv } from '~/domain/consumer-csv'
import { BulkDialog } from '~/features/bulk/BulkDialog'
import { BulkRun } from '~/features/bulk/bulk-run'
import { formatNumber } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

import type { ConsumerSearch } from './search'
import { filterOf } from './search'
import { statusLabel } from './words'

interface Props {
  tenant: string
  search: ConsumerSearch
  selection: Selection<Consumer>
  total: number
  disabledBecause: string | undefined
  onExportAll: () => void
}

const steps = {
  suspend: { label: m.bulk_suspend, title: m.bulk_suspend_title, isDangerous: true },
  activate: { label: m.bulk_activate, title: m.bulk_activate_title, isDangerous: false },
  block: { label: m.bulk_block, title: m.bulk_block_title, isDangerous: true },
}

/** What can be done with the chosen consumers, each with its consequence in numbers and a result a row. */
export function BulkActions(props: Props) {
  const { selection, total, disabledBecause, onExportAll } = props
  const { chosen } = selection
  const [open, setOpen] = useState<{ step: ConsumerStep; run: BulkRun<Consumer> }>()
  const begin = (step: ConsumerStep) => {
    const run = runOf(props, step)
    setOpen({ step, run })
    void run.prepare()
  }
  const save = () => {
    if (chosen.kind === 'all') onExportAll()
    else saveFile('consumers.csv', 'text/csv', consumerCsv(chosen.rows))
  }
  return (
    <>
      <SelectionBar selection={selection} total={total}>
        {(['suspend', 'activate', 'block'] as const).map((step) => (
          <Button
            key={step}
            size="sm"
            disabled={disabledBecause !== undefined}
            title={disabledBecause}
            onClick={() => begin(step)}
          >
            {steps[step].label()}
          </Button>
        ))}
        <Button size="sm" onClick={save}>
          {m.bulk_export()}
        </Button>
      </SelectionBar>
      {open !== undefined && (
        <BulkDialog
          run={open.run}
          expected={selection.count}
          title={(count) => steps[open.step].title({ count, shown: formatNumber(count) })}
          confirmLabel={steps[open.step].label()}
          isDangerous={steps[open.step].isDangerous}
          isPossible={({ status }) => consumerSteps(status).includes(open.step)}
          consequencesOf={(rows) => consequencesOf(open.step, rows)}
          nameOf={(consumer) => consumer.name}
          onClose={() => setOpen(undefined)}
        />
      )}
    </>
  )
}

function runOf({ tenant, search, selection }: Props, step: ConsumerStep): BulkRun<Consumer> {
  const { chosen } = selection
  const { search: text, email, status } = filterOf(search)
  return new BulkRun<Consumer>({
    read: (signal, onRead) =>
      chosen.kind === 'rows'
        ? Promise.resolve(chosen.rows)
        : consumerBulk.everyone(tenant, { search: text, email, status }, { signal, onRead }),
    act: ({ id }, reason) =>
      consumerBulk.move(tenant, id, {
        step,
        reason,
        still: (word) => m.bulk_still({ status: statusLabel(word) }),
      }),
    onEnd: () => {
      selection.clear()
      consumerBulk.refresh(tenant)
    },
  })
}

function consequencesOf(step: ConsumerStep, rows: readonly Consumer[]): string[] {
  const words = { count: rows.length, shown: formatNumber(rows.length) }
  const live = rows.reduce((sum, { subscription_count }) => sum + subscription_count, 0)
  return [
    step === 'activate' ? m.bulk_open(words) : m.bulk_shut(words),
    live === 0 ? m.bulk_no_live() : m.bulk_live({ count: live, shown: formatNumber(live) }),
  ]
}

/** What the box of a consumer is called. */
export const chooseLabel = ({ name }: Consumer): string => m.bulk_choose({ name: plainName(name) })
