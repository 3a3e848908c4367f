import { useMutation, useQuery } from '@tanstack/react-query'

import { contracts } from '~/api/contracts'
import { openapi, type Written } from '~/api/openapi'
import { FieldDiff } from '~/components/diff/FieldDiff'
import { FailureNote } from '~/components/state/FailureNote'
import { Button } from '~/components/ui/Button'
import { Dialog } from '~/components/ui/Dialog'
import { PendingStatus } from '~/components/ui/PendingStatus'
import {
  type Contract,
  type ContractForm,
  contractFormOf,
  contractPatch,
  type FilledIn,
  withFilledIn,
} from '~/domain/contract'
import { updateCommands } from '~/domain/contract-commands'
import { fieldDiff } from '~/domain/field-diff'
import { m } from '~/i18n/gen/messages'

import { CopyCurl } from './CopyCurl'
import { DocumentChange } from './DocumentChange'

interface Props {
  existing: Contract
  values: ContractForm
  /** Which of the values a person or a document filled in: the rest is the form's own and changes nothing. */
  filledIn: FilledIn
  /** The document that is stored with it. */
  json: string | undefined
  onBack: () => void
  onDone: (written: Written) => void
}

/** What the form would change in an API that is there, field by field and operation by operation, before it is saved. */
export function UpdateExisting({ existing, values, filledIn, json, onBack, onDone }: Props) {
  const { tenant, id } = existing
  const detail = useQuery({ ...contracts.detail(tenant, id), initialData: existing })
  const update = useMutation({ ...openapi.update(tenant), onSuccess: onDone })
  const before = contractFormOf(detail.data)
  const patch = contractPatch(before, withFilledIn(before, values, filledIn))
  const isNothing = patch === undefined && json === undefined
  const save = () => update.mutate({ id, etag: detail.data.etag, patch, json })
  const command = () =>
    updateCommands(detail.data, patch, json === undefined ? undefined : JSON.parse(json))
  const retry = () => {
    // Somebody else saved meanwhile: what is compared is read again, and the person looks again.
    if (update.error?.kind === 'stale') void detail.refetch().then(() => update.reset())
    else save()
  }
  return (
    <Dialog
      title={m.openapi_update_title({ name: existing.apiName, version: existing.apiVersion })}
      size="lg"
      onClose={onBack}
      footer={
        <>
          {!isNothing && <CopyCurl command={command} />}
          <Button variant="ghost" onClick={onBack}>
            {m.openapi_update_back()}
          </Button>
          <Button variant="primary" pending={update.isPending} disabled={isNothing} onClick={save}>
            {m.openapi_update_save()}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <p className="text-muted">{m.openapi_update_description()}</p>
        {update.error && <FailureNote failure={update.error} onRetry={retry} />}
        {isNothing && <p>{m.openapi_update_nothing()}</p>}
        {patch && (
          <section aria-label={m.openapi_update_fields()}>
            <h3 className="font-medium">{m.openapi_update_fields()}</h3>
            <FieldDiff changes={fieldDiff(before, withFilledIn(before, values, filledIn))} />
          </section>
        )}
        {json !== undefined && <DocumentChange api={detail.data} json={json} />}
        <PendingStatus isPending={update.isPending} />
      </div>
    </Dialog>
  )
}
