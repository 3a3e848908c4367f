import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'

import { policies } from '~/api/policies'
import { ConfirmDialog } from '~/components/form/ConfirmDialog'
import { Switch } from '~/components/ui/Switch'
import { toast } from '~/components/ui/toast'
import { plainName } from '~/components/ui/name-parts'
import type { Policy } from '~/domain/policy'
import { ImpactNote } from '~/features/policy/ImpactNote'
import { m } from '~/i18n/gen/messages'

import { stateLabel } from './words'

interface Props {
  tenant: string
  policy: Policy
  disabledBecause: string | undefined
}

/**
 * Puts a policy in force or out of it; before it goes out, what loses its protection is said. It shows what the server says, never what was pressed: the switch moves once the list
 * has been read again, and a refusal is said where it was asked for.
 */
export function EnabledSwitch({ tenant, policy, disabledBecause }: Props) {
  const { id, etag, enabled } = policy
  const name = plainName(policy.name)
  const [isAsking, setIsAsking] = useState(false)
  const update = useMutation({
    ...policies.update(tenant),
    onSuccess: (now) => {
      setIsAsking(false)
      toast(now.enabled ? m.policies_now_enabled({ name }) : m.policies_now_disabled({ name }))
    },
    onError: (failure) => toast(m.policies_not_switched({ name, cause: failure.message }), 'bad'),
  })
  const write = (wanted: boolean) => update.mutate({ id, etag, patch: { enabled: wanted } })
  return (
    <span className="inline-flex items-center gap-2 whitespace-nowrap">
      <Switch
        label={m.policies_switch_of({ name })}
        checked={enabled}
        pending={update.isPending}
        disabledBecause={disabledBecause}
        onChange={(wanted) => (wanted ? write(true) : setIsAsking(true))}
      />
      <span className={update.error ? 'text-bad' : 'text-muted'}>
        {update.isPending ? m.policies_switching() : stateLabel(enabled)}
      </span>
      {isAsking && (
        <ConfirmDialog
          title={m.policies_disable_title({ name })}
          consequence={<ImpactNote tenant={tenant} id={id} question={{ change: 'disable' }} />}
          confirmLabel={m.policies_disable()}
          mutation={{ ...update, mutate: () => write(false) }}
          onClose={() => setIsAsking(false)}
        />
      )}
    </span>
  )
}
