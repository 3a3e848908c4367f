import { useState } from 'react'

import type { AuditEntry } from '~/api/audit'
import { FieldDiff } from '~/components/diff/FieldDiff'
import { fieldName } from '~/components/diff/shown-value'
import { Button } from '~/components/ui/Button'
import { Dialog } from '~/components/ui/Dialog'
import { Name } from '~/components/ui/Name'
import { boundTarget } from '~/domain/policy-change'
import { recordedDiff } from '~/domain/undo'
import { formatInstant, formatList, formatNumber } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

import { actionLabel } from './words'

interface Props {
  row: AuditEntry
  labelOf: ((pointer: string) => string | undefined) | undefined
}

/** So many fields are named in the row itself. */
const NAMED = 3

/** Which fields a change touched, and on demand what was before and after. */
export function ShowChange({ row, labelOf }: Props) {
  const [isOpen, setIsOpen] = useState(false)
  const changes = recordedDiff(row)
  if (changes.length === 0) return <span className="text-faint">{m.history_no_field()}</span>
  const names = changes.map(({ pointer }) => labelOf?.(pointer) ?? fieldName(pointer))
  const isWhole = row.before === null || row.after === null
  const summary =
    isWhole || names.length > NAMED
      ? m.history_fields({ count: changes.length, shown: formatNumber(changes.length) })
      : formatList(names)
  return (
    <>
      <Button size="sm" variant="ghost" aria-haspopup="dialog" onClick={() => setIsOpen(true)}>
        <Name value={boundTarget(row) ?? (isWhole ? m.history_whole() : summary)} />
      </Button>
      {isOpen && (
        <Dialog
          isLight
          size="lg"
          title={m.history_change_title({ action: actionLabel(row.action) })}
          onClose={() => setIsOpen(false)}
        >
          <p className="mb-3 text-muted">
            <Name value={row.actor_name || row.actor} /> · {formatInstant(Date.parse(row.at))} ·{' '}
            <code className="text-sm">{row.request_id}</code>
          </p>
          <FieldDiff changes={changes} {...(labelOf && { labelOf })} />
        </Dialog>
      )}
    </>
  )
}
