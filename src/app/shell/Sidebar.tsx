import { clsx } from 'clsx'
import type { ReactNode } from 'react'
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
import { useIntent } from './use-intent'

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
          {shown.map(({ place, title, icon: Icon, load }) => (
            <li key={place}>
              <PlaceLink
                to={paths[place]({ tenant })}
                load={load}
                {...(onNavigate && { onClick: onNavigate })}
              >
                <Icon aria-hidden size={16} />
                {title()}
                {place === 'onboarding' && me !== undefined && (
                  <LateOnboardingCount tenant={tenant} />
                )}
                {place === 'approvals' && mayDecide && <LateApprovalCount tenant={tenant} />}
              </PlaceLink>
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

interface PlaceLinkProps {
  to: string
  /** The code of the page that it leads to. */
  load: () => Promise<unknown>
  onClick?: () => void
  children: ReactNode
}

function PlaceLink({ to, load, onClick, children }: PlaceLinkProps) {
  return (
    <NavLink
      to={to}
      {...useIntent(load)}
      {...(onClick && { onClick })}
      className={({ isActive, isPending }) =>
        clsx(
          'flex items-center gap-2.5 rounded-md px-2 py-1.5',
          isActive || isPending
            ? 'bg-selected font-medium text-accent'
            : 'text-muted hover:bg-hover hover:text-ink',
        )
      }
    >
      {children}
    </NavLink>
  )
}
