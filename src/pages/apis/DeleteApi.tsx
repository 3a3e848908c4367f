import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useNavigate } from 'react-router'

import { contracts } from '~/api/contracts'
import { paths } from '~/app/paths'
import { ConfirmDialog } from '~/components/form/ConfirmDialog'
import { toast } from '~/components/ui/toast'
import type { Contract } from '~/domain/contract'
import { removeCommand } from '~/domain/contract-commands'
import { m } from '~/i18n/gen/messages'

import { ApiAtStake } from './ApiAtStake'
import { changeOf } from './api-change'
import { CopyCurl } from './CopyCurl'
import type { Deleted } from './DeletedApi'

interface Props {
  tenant: string
  api: Contract
  onClose: () => void
}

/** Deletes an API; one with live subscriptions is refused first (409), and forced only when that is asked for again. */
export function DeleteApi({ tenant, api, onClose }: Props) {
  const navigate = useNavigate()
  const [isForced, setIsForced] = useState(false)
  const { id, etag } = api
  const remove = useMutation({
    ...contracts.remove(tenant),
    onError: (failure) => setIsForced(failure.kind === 'conflict'),
    onSuccess: () => {
      toast(m.apis_deleted({ name: api.apiName }))
      const state: Deleted = { deleted: changeOf(api, undefined) }
      void navigate(paths.apis({ tenant }), { state })
    },
  })
  return (
    <ConfirmDialog
      title={m.apis_delete_title({ name: api.apiName })}
      consequence={
        <div className="flex flex-col gap-3">
          <p>{m.apis_delete_consequence()}</p>
          <ApiAtStake tenant={tenant} api={api} />
          {api.subscription_count > 0 && (
            <p className="font-medium text-bad">
              {m.apis_delete_live({ count: api.subscription_count })}
            </p>
          )}
        </div>
      }
      size="md"
      aside={<CopyCurl command={() => removeCommand({ id, etag }, isForced)} />}
      confirmLabel={isForced ? m.apis_delete_force() : m.apis_delete()}
      typeToConfirm={api.apiName}
      mutation={{ ...remove, mutate: () => remove.mutate({ id, etag, force: isForced }) }}
      onClose={onClose}
    />
  )
}
