import { FieldDiff } from '~/components/diff/FieldDiff'
import { fieldName } from '~/components/diff/shown-value'
import { ConfirmDialog } from '~/components/form/ConfirmDialog'
import { CopyButton } from '~/components/ui/CopyButton'
import { curl } from '~/domain/curl'
import { formatInstant, formatList } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

import type { AskedUndo, Undoing, UndoSteps } from './use-undo'

interface Props {
  undo: Undoing
  undoing: UndoSteps
  asked: AskedUndo
  labelOf: ((pointer: string) => string | undefined) | undefined
}

/** Shows what undoing a change would write, on the state as it is now, before it is written. */
export function UndoDialog({ undo, undoing, asked, labelOf }: Props) {
  const { plan, row } = asked
  const isAgain = undoing.write.error?.kind === 'stale'
  return (
    <ConfirmDialog
      size="md"
      title={m.history_undo_title()}
      confirmLabel={plan.patch ? m.history_undo() : m.history_undo_nothing_to_write()}
      tone="primary"
      mutation={{
        ...undoing.write,
        // Nothing to write is nothing to do: it only closes.
        mutate: plan.patch ? undoing.write.mutate : undoing.close,
        // Told above, with what would be written now.
        error: isAgain ? null : undoing.write.error,
      }}
      variables={asked}
      onClose={undoing.close}
      consequence={
        <div className="flex flex-col gap-3">
          {isAgain && <Warning text={m.history_undo_again()} />}
          <p>
            {plan.patch
              ? m.history_undo_text({ at: formatInstant(Date.parse(row.at)) })
              : m.history_undo_done_already()}
          </p>
          <Later pointers={plan.later} labelOf={labelOf} />
          {plan.patch && (
            <>
              <FieldDiff changes={plan.changes} {...(labelOf && { labelOf })} />
              <div>
                <CopyButton
                  label={m.history_undo_curl()}
                  text={m.history_undo_curl()}
                  value={() => command(undo, asked)}
                />
              </div>
            </>
          )}
        </div>
      }
    />
  )
}

function Later({ pointers, labelOf }: { pointers: string[]; labelOf: Props['labelOf'] }) {
  if (pointers.length === 0) return null
  const fields = pointers.map((pointer) => labelOf?.(pointer) ?? fieldName(pointer))
  return <Warning text={m.history_undo_later({ fields: formatList(fields) })} />
}

function Warning({ text }: { text: string }) {
  return (
    <output className="block rounded-md border border-warn-line bg-warn-soft px-3 py-2 text-warn">
      {text}
    </output>
  )
}

const command = ({ path }: Undoing, { etag, plan }: AskedUndo) =>
  curl({
    method: 'PATCH',
    base: 'STOA_API_URL',
    path,
    credential: 'TOKEN',
    headers: { 'If-Match': etag },
    body: plan.patch,
  })
