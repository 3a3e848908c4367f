import { useMutation, useQuery } from '@tanstack/react-query'
import PlusIcon from 'lucide-react/icons/plus'
import { useState } from 'react'

import { policies } from '~/api/policies'
import { ConfirmDialog } from '~/components/form/ConfirmDialog'
import { Panel } from '~/components/state/Panel'
import { type Column, DataTable } from '~/components/table/DataTable'
import { Button } from '~/components/ui/Button'
import { Name } from '~/components/ui/Name'
import { Time } from '~/components/ui/Time'
import { toast } from '~/components/ui/toast'
import { plainName } from '~/components/ui/name-parts'
import type { Policy, PolicyBinding } from '~/domain/policy'
import { ImpactNote } from '~/features/policy/ImpactNote'
import { m } from '~/i18n/gen/messages'

import { BindForm } from './BindForm'

const pageSize = 20

export const bindingsPage = (page: number) => ({ page, page_size: pageSize })

interface Props {
  tenant: string
  policy: Policy
  disabledBecause: string | undefined
}

interface Gate {
  disabled: boolean
  title: string | undefined
}

const columnsOf = (
  gate: Gate,
  onUnbind: (binding: PolicyBinding) => void,
): Column<PolicyBinding>[] => [
  {
    id: 'target',
    header: m.policies_column_target,
    cell: (binding) => <Name value={binding.target_name} />,
  },
  {
    id: 'kind',
    header: m.policies_column_kind,
    cell: (binding) =>
      binding.contract_id === null ? m.policies_kind_consumer() : m.policies_kind_api(),
  },
  {
    id: 'since',
    header: m.policies_column_since,
    cell: (binding) => <Time at={binding.created_at} />,
  },
  {
    id: 'actions',
    header: m.policies_column_actions,
    align: 'end',
    cell: (binding) => (
      <Button
        size="sm"
        aria-label={m.policies_unbind_of({ target: plainName(binding.target_name) })}
        onClick={() => onUnbind(binding)}
        {...gate}
      >
        {m.policies_unbind()}
      </Button>
    ),
  },
]

/** What the policy is bound to, and the way to bind it further or less. */
export function Bindings({ tenant, policy, disabledBecause }: Props) {
  const [page, setPage] = useState(1)
  const [open, setOpen] = useState<'bind' | PolicyBinding>()
  const close = () => setOpen(undefined)
  const query = useQuery(policies.bindings(tenant, policy.id, bindingsPage(page)))
  const gate: Gate = { disabled: disabledBecause !== undefined, title: disabledBecause }
  return (
    <Panel
      title={m.policies_bindings()}
      description={m.policies_bindings_description()}
      query={query}
      action={
        <Button icon={PlusIcon} onClick={() => setOpen('bind')} {...gate}>
          {m.policies_bind()}
        </Button>
      }
    >
      {(data) => (
        <>
          <DataTable
            rows={data.items}
            columns={columnsOf(gate, setOpen)}
            rowKey={(binding) => binding.id}
            caption={m.policies_bindings_caption({ name: plainName(policy.name) })}
            empty={m.policies_bindings_empty()}
            total={data.total}
            page={page}
            pageSize={pageSize}
            onPage={setPage}
          />
          {open === 'bind' && (
            <BindForm tenant={tenant} policy={policy} isFirst={data.total === 0} onClose={close} />
          )}
          {open !== undefined && open !== 'bind' && (
            <Unbind tenant={tenant} binding={open} isLast={data.total === 1} onClose={close} />
          )}
        </>
      )}
    </Panel>
  )
}

interface UnbindProps {
  tenant: string
  binding: PolicyBinding
  /** Without it the policy covers everything. */
  isLast: boolean
  onClose: () => void
}

function Unbind({ tenant, binding, isLast, onClose }: UnbindProps) {
  const unbind = useMutation({
    ...policies.unbind(tenant),
    onSuccess: () => {
      toast(m.policies_unbound())
      onClose()
    },
  })
  return (
    <ConfirmDialog
      title={m.policies_unbind_title({ target: plainName(binding.target_name) })}
      consequence={
        <div className="flex flex-col gap-2">
          <p>{isLast ? m.policies_unbind_consequence_last() : m.policies_unbind_consequence()}</p>
          <ImpactNote
            tenant={tenant}
            id={binding.policy_id}
            question={{ change: 'unbind', binding_id: binding.id }}
          />
        </div>
      }
      confirmLabel={m.policies_unbind()}
      mutation={{ ...unbind, mutate: () => unbind.mutate({ id: binding.id }) }}
      onClose={onClose}
    />
  )
}
