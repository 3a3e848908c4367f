import { useId } from 'react'
import { useLocation, useNavigate } from 'react-router'

import type { Me } from '~/api/me'
import { m } from '~/i18n/gen/messages'

import { paths } from '../paths'
import { places } from '../places'
import { switchTenant } from '../tenant'

interface Props {
  tenant: string
  tenants: Me['tenants']
}

/** Another tenant, at the same place. A plain select: it takes hundreds of names, and every keyboard and screen reader knows it. */
export function TenantSwitch({ tenant, tenants }: Props) {
  const id = useId()
  const navigate = useNavigate()
  const { pathname } = useLocation()
  const choose = (to: string) => {
    const segment = pathname.split('/')[3]
    const place = places.find((entry) => entry.place === segment)?.place ?? 'dashboard'
    switchTenant(tenant, to)
    void navigate(paths[place]({ tenant: to }))
  }
  const isListed = tenants.some((one) => one.id === tenant)
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-xs text-muted">
        {m.app_tenant()}
      </label>
      <select
        id={id}
        value={tenant}
        onChange={(event) => choose(event.target.value)}
        className="min-h-8 w-full rounded-md border border-edge/60 bg-surface px-2 text-ink hover:bg-hover"
      >
        {!isListed && <option value={tenant}>{tenant}</option>}
        {tenants.map((one) => (
          <option key={one.id} value={one.id}>
            {one.name}
          </option>
        ))}
      </select>
    </div>
  )
}
