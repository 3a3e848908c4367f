import { FieldDiff } from '~/components/diff/FieldDiff'
import { DiffView } from '~/components/editor/DiffView'
import { FailureNote } from '~/components/state/FailureNote'
import { Button } from '~/components/ui/Button'
import { Dialog } from '~/components/ui/Dialog'
import { PendingStatus } from '~/components/ui/PendingStatus'
import type { Contract } from '~/domain/contract'
import { documentOf } from '~/domain/contract-document'
import { patchCommand } from '~/domain/contract-commands'
import type { Failure } from '~/domain/failure'
import { fieldDiff } from '~/domain/field-diff'
import { m } from '~/i18n/gen/messages'

import { CopyCurl } from './CopyCurl'
import { fieldLabel } from './contract-labels'
import { writtenAs } from './use-contract-draft'
import type { ContractSave, Wish } from './use-contract-save'

interface Props {
  api: Contract
  wish: Wish
  saving: ContractSave
}

/** What will be written, and nothing is before this is confirmed. */
export function ReviewChanges({ api, wish, saving }: Props) {
  const { save, lookFailure, close } = saving
  const before = documentOf(api)
  const failure = lookFailure ?? (save.error?.kind === 'stale' ? null : save.error)
  return (
    <Dialog
      size="lg"
      title={m.contract_review_title()}
      onClose={close}
      footer={
        <>
          <CopyCurl command={() => patchCommand(api.id, wish)} />
          <Button variant="ghost" onClick={close}>
            {m.contract_back()}
          </Button>
          <Button
            variant="primary"
            data-first-stop
            pending={save.isPending}
            onClick={() => save.mutate(wish)}
          >
            {m.apis_save()}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        {failure && !save.isPending && <Refusal failure={failure} />}
        <p className="text-muted">{m.contract_review_text()}</p>
        <FieldDiff changes={fieldDiff(before, wish.document)} labelOf={fieldLabel} />
        <details>
          <summary className="cursor-pointer font-medium">{m.contract_as_text()}</summary>
          <div className="pt-2">
            <DiffView
              label={m.contract_text()}
              language="yaml"
              before={writtenAs('yaml', before)}
              after={writtenAs('yaml', wish.document)}
            />
          </div>
        </details>
        <PendingStatus isPending={save.isPending} />
      </div>
    </Dialog>
  )
}

function Refusal({ failure }: { failure: Failure }) {
  if (failure.fields.length === 0) return <FailureNote failure={failure} />
  return (
    <FailureNote
      failure={failure}
      next={
        <ul className="list-disc pl-5">
          {failure.fields.map(({ pointer, detail }) => (
            <li key={pointer}>
              {fieldLabel(pointer)}: {detail}
            </li>
          ))}
        </ul>
      }
    />
  )
}
