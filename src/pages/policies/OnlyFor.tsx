import { useQuery } from '@tanstack/react-query'

import { contracts } from '~/api/contracts'
import { Name } from '~/components/ui/Name'
import { m } from '~/i18n/gen/messages'

interface Props {
  tenant: string
  contract: string
}

/** Says which API a drafted policy will be bound to. */
export function OnlyFor({ tenant, contract }: Props) {
  const { data } = useQuery(contracts.detail(tenant, contract))
  const name = data ? `${data.displayName || data.apiName} ${data.apiVersion}` : contract
  return (
    <p className="text-muted">
      <Name value={m.policies_draft_for({ name })} />
    </p>
  )
}
