import { LeaveQuestion } from '~/components/form/LeaveQuestion'
import { useLeaveGuard } from '~/components/form/use-leave-guard'
import { Button } from '~/components/ui/Button'
import { toast } from '~/components/ui/toast'
import { documentPatch } from '~/domain/contract-document'
import { m } from '~/i18n/gen/messages'

import { ContractEditor } from './ContractEditor'
import { MergeChanges } from './MergeChanges'
import type { ApiTabProps } from './Overview'
import { ReviewChanges } from './ReviewChanges'
import { type ContractDraft, useContractDraft } from './use-contract-draft'
import { type ContractSave, useContractSave } from './use-contract-save'
import { useWriteObstacle } from './use-write-obstacle'
import { WholeContract } from './WholeContract'

const tabOf = ({ search }: { search: string }) => new URLSearchParams(search).get('tab')

/** An API's contract to be read and changed: as a form, as YAML or as JSON; what changes is shown before it is saved. */
export function ContractTab({ tenant, api }: ApiTabProps) {
  const disabledBecause = useWriteObstacle()
  const draft = useContractDraft(api)
  const saving = useContractSave({ tenant, id: api.id, onSaved: draft.restart })
  const guard = useLeaveGuard({
    isDirty: draft.isDirty,
    mutation: saving.save,
    onClose: () => undefined,
    isElsewhere: (from, to) => from.pathname !== to.pathname || tabOf(from) !== tabOf(to),
  })
  return (
    <div className="flex min-w-0 flex-col gap-4">
      {draft.isDirty && api.etag !== draft.base.etag && (
        <output className="block rounded-md border border-warn-line bg-warn-soft px-3 py-2 text-warn">
          {m.contract_overtaken()}
        </output>
      )}
      <ContractEditor draft={draft} failure={saving.save.error} disabledBecause={disabledBecause} />
      <div className="flex flex-wrap gap-2">
        <Button
          variant="primary"
          disabled={disabledBecause !== undefined}
          title={disabledBecause}
          onClick={() => void review(draft, saving)}
        >
          {m.contract_review()}
        </Button>
        <Button disabled={!draft.isDirty} onClick={() => draft.restart(api)}>
          {m.contract_discard()}
        </Button>
      </div>
      <WholeContract api={api} />
      {saving.wish && !saving.theirs && (
        <ReviewChanges api={draft.base} wish={saving.wish} saving={saving} />
      )}
      {saving.wish && saving.theirs && (
        <MergeChanges
          key={saving.theirs.etag}
          draft={draft}
          mine={saving.wish.document}
          theirs={saving.theirs}
          saving={saving}
        />
      )}
      <LeaveQuestion guard={guard} />
    </div>
  )
}

/** Checks what was typed, and asks with what would be written; where nothing would be, it says that. */
async function review(draft: ContractDraft, saving: ContractSave): Promise<void> {
  const { document, base, opened, mode, form, faults } = draft
  if (document === undefined) return draft.refuse()
  const isGood =
    mode === 'form' ? await form.trigger(undefined, { shouldFocus: true }) : faults.length === 0
  if (!isGood) return undefined
  const patch = documentPatch(opened, document)
  if (patch) return saving.ask({ etag: base.etag, patch, document })
  toast(m.apis_nothing_changed(), 'info')
}
