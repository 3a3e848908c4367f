import { type Control, useWatch } from 'react-hook-form'

import { FieldDiff } from '~/components/diff/FieldDiff'
import { type Contract, type ContractForm, contractFormOf, contractPatch } from '~/domain/contract'
import { patchCommand } from '~/domain/contract-commands'
import { fieldDiff } from '~/domain/field-diff'
import { formatList } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

import { fieldLabel } from './contract-labels'
import { CopyCurl } from './CopyCurl'

interface Props {
  control: Control<ContractForm>
  /** What the form was opened on. */
  base: Contract
}

/** The names of what saving would write, where they are seen wherever the form is scrolled to. */
export function PendingFields({ control, base }: Props) {
  const { changes } = usePending(control, base)
  return (
    <span className="min-w-0 flex-1 text-sm text-muted [overflow-wrap:anywhere]">
      {changes.length === 0
        ? m.contract_review_none()
        : m.contract_review_fields({
            fields: formatList(changes.map(({ pointer }) => fieldLabel(pointer))),
          })}
    </span>
  )
}

function usePending(control: Control<ContractForm>, base: Contract) {
  // The form's defaults are whole, so what is watched is whole.
  const values = useWatch({ control }) as ContractForm
  const before = contractFormOf(base)
  return { patch: contractPatch(before, values), changes: fieldDiff(before, values) }
}

/** What saving would write, while it is typed: these fields and no others. */
export function PendingChanges({ control, base }: Props) {
  const { patch, changes } = usePending(control, base)
  return (
    <section
      aria-label={m.contract_review_title()}
      className="flex flex-col gap-2 rounded-md border border-line px-3 py-2"
    >
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h3 className="font-medium">{m.contract_review_title()}</h3>
        {patch && (
          <CopyCurl command={() => patchCommand(base.id, { etag: base.etag, patch })} size="sm" />
        )}
      </div>
      {patch ? (
        <>
          <p className="text-muted">{m.contract_review_text()}</p>
          <FieldDiff changes={changes} labelOf={fieldLabel} />
        </>
      ) : (
        <p className="text-muted">{m.contract_review_none()}</p>
      )}
    </section>
  )
}
