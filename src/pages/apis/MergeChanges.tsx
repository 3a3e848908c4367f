import { useState } from 'react'

import { DiffView } from '~/components/editor/DiffView'
import { FailureNote } from '~/components/state/FailureNote'
import { Button } from '~/components/ui/Button'
import { Dialog } from '~/components/ui/Dialog'
import { PendingStatus } from '~/components/ui/PendingStatus'
import type { Contract } from '~/domain/contract'
import { patchCommand } from '~/domain/contract-commands'
import { type ContractDocument, documentOf, documentPatch } from '~/domain/contract-document'
import { merged, type MergeField as Field, type Side, sideOf, threeWay } from '~/domain/three-way'
import { m } from '~/i18n/gen/messages'

import { CopyCurl } from './CopyCurl'
import { MergeField } from './MergeField'
import { type ContractDraft, writtenAs } from './use-contract-draft'
import type { ContractSave, Wish } from './use-contract-save'

interface Props {
  draft: ContractDraft
  /** What was to be saved. */
  mine: ContractDocument
  theirs: Contract
  saving: ContractSave
}

/** Somebody saved first: field by field, mine or theirs; then it is saved on their version. */
export function MergeChanges({ draft, mine, theirs, saving }: Props) {
  const { save } = saving
  const [choices, setChoices] = useState<ReadonlyMap<string, Side>>(new Map())
  const other = documentOf(theirs)
  const fields = threeWay(draft.opened, mine, other)
  return (
    <Dialog
      size="lg"
      title={m.contract_merge_title()}
      onClose={saving.close}
      footer={<Ways {...{ draft, theirs, saving }} outcome={outcomeOf(theirs, fields, choices)} />}
    >
      <div className="flex flex-col gap-3">
        {save.error && save.error.kind !== 'stale' && !save.isPending && (
          <FailureNote failure={save.error} />
        )}
        <p className="text-muted">{m.contract_merge_text()}</p>
        {fields.length === 0 && <p>{m.contract_merge_same()}</p>}
        {fields.map((field) => (
          <MergeField
            key={field.pointer}
            field={field}
            side={sideOf(field, choices)}
            onChoose={(side) => setChoices(new Map(choices).set(field.pointer, side))}
          />
        ))}
        <details>
          <summary className="cursor-pointer font-medium">{m.contract_merge_texts()}</summary>
          <div className="pt-2">
            <Texts draft={draft} mine={mine} theirs={other} />
          </div>
        </details>
        <PendingStatus isPending={save.isPending} />
      </div>
    </Dialog>
  )
}

interface Outcome {
  isDecided: boolean
  /** undefined when nothing of it differs from theirs. */
  wish: Wish | undefined
}

function outcomeOf(
  theirs: Contract,
  fields: readonly Field[],
  choices: ReadonlyMap<string, Side>,
): Outcome {
  const other = documentOf(theirs)
  // Only fields of two documents were put together.
  const document = merged(other, fields, choices) as ContractDocument
  const patch = documentPatch(other, document)
  return {
    isDecided: fields.every((field) => sideOf(field, choices) !== undefined),
    wish: patch && { etag: theirs.etag, patch, document },
  }
}

/** The ways out of a merge; nothing is lost by going back. */
function Ways({
  draft,
  theirs,
  saving,
  outcome: { isDecided, wish },
}: Pick<Props, 'draft' | 'theirs' | 'saving'> & { outcome: Outcome }) {
  const takeTheirs = () => {
    saving.close()
    draft.restart(theirs)
  }
  return (
    <>
      {wish && <CopyCurl command={() => patchCommand(theirs.id, wish)} />}
      <Button variant="ghost" onClick={saving.close}>
        {m.contract_back()}
      </Button>
      <Button onClick={takeTheirs}>{m.contract_take_theirs()}</Button>
      <Button
        variant="primary"
        pending={saving.save.isPending}
        disabled={!isDecided || !wish}
        title={isDecided ? undefined : m.contract_merge_open()}
        onClick={() => wish && saving.save.mutate(wish)}
      >
        {m.contract_save_merged()}
      </Button>
    </>
  )
}

/** What was typed stands as it was typed, comments and all. */
function Texts({
  draft,
  mine,
  theirs,
}: {
  draft: ContractDraft
  mine: ContractDocument
  theirs: ContractDocument
}) {
  const notation = draft.mode === 'form' ? 'yaml' : draft.mode
  return (
    <DiffView
      label={m.contract_merge_label()}
      language={notation}
      before={writtenAs(notation, theirs)}
      after={draft.mode === 'form' ? writtenAs(notation, mine) : draft.text}
    />
  )
}
