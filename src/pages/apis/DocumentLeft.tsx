import { useMutation } from '@tanstack/react-query'

import { openapi } from '~/api/openapi'
import { FailureNote } from '~/components/state/FailureNote'
import { Button } from '~/components/ui/Button'
import { Dialog } from '~/components/ui/Dialog'
import { PendingStatus } from '~/components/ui/PendingStatus'
import { toast } from '~/components/ui/toast'
import type { Contract } from '~/domain/contract'
import type { Failure } from '~/domain/failure'
import { m } from '~/i18n/gen/messages'

interface Props {
  api: Contract
  json: string
  /** Why it was not stored. */
  failure: Failure
  onDone: () => void
}

/** An API was saved and its document was not: what is left to do, with the document still at hand. */
export function DocumentLeft({ api, json, failure, onDone }: Props) {
  const store = useMutation({
    ...openapi.store(api.tenant),
    onSuccess: () => {
      toast(m.openapi_stored())
      onDone()
    },
  })
  const retry = () => store.mutate({ id: api.id, json })
  return (
    <Dialog
      title={m.openapi_left_title()}
      onClose={onDone}
      footer={
        <>
          <Button variant="ghost" onClick={onDone}>
            {m.openapi_left_open()}
          </Button>
          <Button variant="primary" pending={store.isPending} onClick={retry}>
            {m.openapi_left_retry()}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <p>{m.openapi_left_description({ name: api.apiName, version: api.apiVersion })}</p>
        {!store.isPending && <FailureNote failure={store.error ?? failure} />}
        <PendingStatus isPending={store.isPending} />
      </div>
    </Dialog>
  )
}
