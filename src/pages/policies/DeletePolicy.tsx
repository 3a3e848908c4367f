import { useMutation } from '@tanstack/react-query'
import { useNavigate } from 'react-router'

import { policies } from '~/api/policies'
import { paths } from '~/app/paths'
import { ConfirmDialog } from '~/components/form/ConfirmDialog'
import { toast } from '~/components/ui/toast'
import { plainName } from '~/components/ui/name-parts'
import type { Policy } from '~/domain/policy'
import { ImpactNote } from '~/features/policy/ImpactNote'
import { m } from '~/i18n/gen/messages'

interface Props {
  tenant: string
  policy: Policy
  onClose: () => void
}

/** Deletes a policy, and says first what loses its protection. */
export function DeletePolicy({ tenant, policy, onClose }: Props) {
  const navigate = useNavigate()
  const { id, etag } = policy
  const name = plainName(policy.name)
  const remove = useMutation({
    ...policies.remove(tenant),
    onSuccess: () => {
      toast(m.policies_deleted({ name }))
      void navigate(paths.policies({ tenant }))
    },
  })
  return (
    <ConfirmDialog
      title={m.policies_delete_title({ name })}
      consequence={
        <div className="flex flex-col gap-2">
          <p>
            {policy.binding_count === 0
              ? m.policies_delete_consequence_all()
              : m.policies_delete_consequence({ count: policy.binding_count })}
          </p>
          <ImpactNote tenant={tenant} id={id} question={{ change: 'delete' }} />
        </div>
      }
      confirmLabel={m.policies_delete()}
      mutation={{ ...remove, mutate: () => remove.mutate({ id, etag }) }}
      onClose={onClose}
    />
  )
}
