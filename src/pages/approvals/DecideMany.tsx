import { useState } from 'react'

import { approvals, type Decision } from '~/api/approvals'
import type { Selection } from '~/components/table/selection'
import { SelectionBar } from '~/components/table/SelectionBar'
import { Button } from '~/components/ui/Button'
import type { Subscription } from '~/domain/subscription'
import { BulkDialog } from '~/features/bulk/BulkDialog'
import { BulkRun } from '~/features/bulk/bulk-run'
import { stepWords } from '~/features/subscriptions/step-words'
import { subscriptionLabel } from '~/features/subscriptions/words'
import { formatNumber } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

interface Props {
  tenant: string
  selection: Selection<Subscription>
  total: number
  disabledBecause: string | undefined
}

const words = {
  approve: { title: m.approvals_many_approve, consequence: m.approvals_many_approve_consequence },
  reject: { title: m.approvals_many_reject, consequence: m.approvals_many_reject_consequence },
}

/** The same decision for many who wait, with a result for each. */
export function DecideMany({ tenant, selection, total, disabledBecause }: Props) {
  const [open, setOpen] = useState<{ step: Decision; run: BulkRun<Subscription> }>()
  const begin = (step: Decision) => {
    const run = runOf(tenant, selection, step)
    setOpen({ step, run })
    void run.prepare()
  }
  return (
    <>
      <SelectionBar selection={selection} total={total}>
        {(['approve', 'reject'] as const).map((step) => (
          <Button
            key={step}
            size="sm"
            disabled={disabledBecause !== undefined}
            title={disabledBecause}
            onClick={() => begin(step)}
          >
            {stepWords[step].label()}
          </Button>
        ))}
      </SelectionBar>
      {open !== undefined && (
        <BulkDialog
          run={open.run}
          expected={selection.count}
          title={(count) => words[open.step].title({ count, shown: formatNumber(count) })}
          confirmLabel={stepWords[open.step].label()}
          isDangerous={open.step === 'reject'}
          isReasonRequired={open.step === 'reject'}
          isPossible={({ status }) => status === 'pending'}
          consequencesOf={() => [words[open.step].consequence()]}
          nameOf={(one) => `${one.consumer_name} – ${one.api_name} ${one.api_version}`}
          onClose={() => setOpen(undefined)}
        />
      )}
    </>
  )
}

function runOf(
  tenant: string,
  selection: Selection<Subscription>,
  step: Decision,
): BulkRun<Subscription> {
  const { chosen } = selection
  return new BulkRun<Subscription>({
    read: (signal, onRead) =>
      chosen.kind === 'rows'
        ? Promise.resolve(chosen.rows)
        : approvals.everyone(tenant, { signal, onRead }),
    act: ({ id }, reason) =>
      approvals.decide(id, {
        decision: step,
        reason,
        still: (status) => m.bulk_still({ status: subscriptionLabel(status) }),
      }),
    onEnd: () => {
      selection.clear()
      void approvals.refresh(tenant)
    },
  })
}
