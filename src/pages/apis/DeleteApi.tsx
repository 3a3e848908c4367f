import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useNavigate } from 'react-router'

import { contracts } from '~/api/contracts'
import { paths } from '~/app/paths'
import { ConfirmDialog } from '~/components/form/ConfirmDialog'
import { toast } from '~/components/ui/toast'
import type { Contract } from '~/domain/contract'
import { m } from '~/i18n/gen/messages'

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
      void navigate(paths.apis({ tenant }))
    },
  })
  return (
    <ConfirmDialog
      title={m.apis_delete_title({ name: api.apiName })}
      consequence={
        <>
          <p>{m.apis_delete_consequence()}</p>
          {api.subscription_count > 0 && (
            <p className="mt-2 font-medium text-bad">
              {m.apis_delete_live({ count: api.subscription_count })}
            </p>
          )}
        </>
      }
      confirmLabel={isForced ? m.apis_delete_force() : m.apis_delete()}
      typeToConfirm={api.apiName}
      mutation={{ ...remove, mutate: () => remove.mutate({ id, etag, force: isForced }) }}
      onClose={onClose}
    />
  )
}
