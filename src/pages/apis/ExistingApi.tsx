import { useQuery } from '@tanstack/react-query'
import { type Control, useWatch } from 'react-hook-form'

import { contracts } from '~/api/contracts'
import { paths } from '~/app/paths'
import { Button } from '~/components/ui/Button'
import { LinkButton } from '~/components/ui/LinkButton'
import { type Contract, type ContractForm, gatewayPath } from '~/domain/contract'
import { m } from '~/i18n/gen/messages'

interface Props {
  tenant: string
  control: Control<ContractForm>
  onUpdate: (existing: Contract) => void
}

/** Says before anything is sent that an API of this name and version is there, and leads to it or to its update. */
export function ExistingApi({ tenant, control, onUpdate }: Props) {
  const [name, version] = useWatch({ control, name: ['apiName', 'apiVersion'] })
  const isWhole = gatewayPath(name, version) !== undefined
  const { data } = useQuery({
    ...contracts.list(tenant, { search: name, version, page_size: 100 }),
    enabled: isWhole,
  })
  const existing = data?.items.find((one) => one.apiName === name && one.apiVersion === version)
  if (!isWhole || !existing) return null
  return (
    <output className="block rounded-md border border-warn-line bg-warn-soft px-3 py-2.5">
      <p className="font-medium text-warn">{m.openapi_exists({ name, version })}</p>
      <p className="text-muted">{m.openapi_exists_hint()}</p>
      <div className="mt-1 flex flex-wrap gap-2">
        <Button size="sm" onClick={() => onUpdate(existing)}>
          {m.openapi_exists_update()}
        </Button>
        <LinkButton size="sm" to={paths.api({ tenant, id: existing.id })}>
          {m.openapi_exists_open()}
        </LinkButton>
      </div>
    </output>
  )
}
