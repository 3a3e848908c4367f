import type { ReactNode } from 'react'

import type { Anchor } from '~/features/portal/Catalog'
import { m } from '~/i18n/gen/messages'

import { portalPaths } from '../paths'
import { Logo } from '../shell/Logo'
import { Preferences } from '../shell/Preferences'

interface Props {
  Anchor: Anchor
  /** Path of the page that is shown. */
  current: string
  /** The way in, or who is in. */
  account: ReactNode
}

const places = [
  { to: portalPaths.catalog(), title: m.portal_nav_apis },
  { to: portalPaths.keys(), title: m.portal_keys_title },
  { to: portalPaths.usage(), title: m.portal_usage_title },
  { to: portalPaths.account(), title: m.portal_account_title },
]

/** The portal's name, its few places, language and theme, and the way to an account. */
export function PortalHeader({ Anchor, current, account }: Props) {
  return (
    <header className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line bg-surface px-4 py-2 sm:px-6">
      <p className="flex items-center gap-2 font-semibold">
        <Logo />
        {m.portal_name()}
      </p>
      <nav
        aria-label={m.portal_nav()}
        className="order-last flex w-full flex-wrap gap-1 md:order-none md:w-auto"
      >
        {places.map(({ to, title }) => {
          const isHere = current.startsWith(to === '/' ? '/portal/apis' : to) || current === to
          return (
            <span key={to} {...(isHere && { 'aria-current': 'page' as const })}>
              <Anchor
                to={to}
                className={`inline-block rounded-md px-2.5 py-1 hover:bg-sunken ${isHere ? 'bg-sunken font-medium' : 'text-muted'}`}
              >
                {title()}
              </Anchor>
            </span>
          )
        })}
      </nav>
      <span className="ml-auto flex flex-wrap items-center gap-2">
        <Preferences />
        {account}
      </span>
    </header>
  )
}
