import { clsx } from 'clsx'
import { NavLink } from 'react-router'

import type { Me } from '~/api/me'
import { m } from '~/i18n/gen/messages'

import { paths } from '../paths'
import { places } from '../places'
import { AccountMenu } from './AccountMenu'
import { LateApprovalCount, LateOnboardingCount } from './late-pages'
import { Logo } from './Logo'
import { Preferences } from './Preferences'
import { TenantSwitch } from './TenantSwitch'

interface Props {
  tenant: string
  /** Absent while, or because, nobody could say who is asking: then every place is shown, and each says for itself. */
  me: Me | undefined
  onNavigate?: () => void
}

/** The navigation, the tenant, and what belongs to the person. */
export function Sidebar({ tenant, me, onNavigate }: Props) {
  const shown = places.filter(({ needs }) => me?.permissions.includes(needs) ?? true)
  const mayDecide = me?.permissions.includes('subscriptions:write') ?? false
  return (
    <div className="flex h-full flex-col gap-4 p-3">
      <p className="flex items-center gap-2 px-1 font-semibold">
        <Logo />
        {m.app_name()}
      </p>
      <TenantSwitch tenant={tenant} tenants={me?.tenants ?? []} />
      <nav aria-label={m.app_navigation()} className="min-h-0 flex-1 overflow-y-auto">
        <ul className="flex flex-col gap-0.5">
          {shown.map(({ place, title, icon: Icon }) => (
            <li key={place}>
              <NavLink
                to={paths[place]({ tenant })}
                {...(onNavigate && { onClick: onNavigate })}
                className={({ isActive, isPending }) =>
                  clsx(
                    'flex items-center gap-2.5 rounded-md px-2 py-1.5',
                    isActive || isPending
                      ? 'bg-selected font-medium text-accent'
                      : 'text-muted hover:bg-hover hover:text-ink',
                  )
                }
              >
                <Icon aria-hidden size={16} />
                {title()}
                {place === 'onboarding' && me !== undefined && (
                  <LateOnboardingCount tenant={tenant} />
                )}
                {place === 'approvals' && mayDecide && <LateApprovalCount tenant={tenant} />}
              </NavLink>
            </li>
          ))}
        </ul>
      </nav>
      <div className="flex flex-col gap-2 border-t border-line pt-3">
        <div className="flex items-center gap-1">
          <Preferences />
        </div>
        <AccountMenu me={me} />
      </div>
    </div>
  )
}
