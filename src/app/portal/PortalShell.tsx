import SignOutIcon from 'lucide-react/icons/log-out'
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import {
  Link,
  Outlet,
  ScrollRestoration,
  useLocation,
  useMatches,
  useNavigation,
} from 'react-router'

import { portalOwn } from '~/api/portal-own'
import { session } from '~/auth/session'
import { useIsSignedIn, useSessionState } from '~/auth/session-state'
import { ChoiceKeeperContext } from '~/components/table/choice-keeper'
import { LinkButton } from '~/components/ui/LinkButton'
import { Menu } from '~/components/ui/Menu'
import { Name } from '~/components/ui/Name'
import { Toaster } from '~/components/ui/Toaster'
import type { Anchor } from '~/features/portal/Catalog'
import { EntryButtons } from '~/features/portal/EntryButtons'
import { m } from '~/i18n/gen/messages'
import { useLocale } from '~/i18n/locale'

import { portalPaths } from '../paths'
import { columnChoices } from '../preferences'
import type { Handle } from '../places'
import { PageSkeleton } from '../shell/PageSkeleton'
import { pageKey, useArrivalFocus } from '../shell/use-arrival'
import { useRepeatedly } from '../shell/use-repeatedly'
import { PortalHeader } from './PortalHeader'

const RouterAnchor: Anchor = ({ to, className, children }) => (
  <Link to={to} {...(className !== undefined && { className })}>
    {children}
  </Link>
)

/** What stands around every page of the portal. */
export function PortalShell() {
  useLocale()
  const { pathname } = useLocation()
  const main = useArrivalFocus(pathname)
  const isSignedIn = useIsSignedIn()
  const title = usePageTitle()
  return (
    <div className="flex min-h-dvh flex-col">
      <a
        href="#main"
        className="absolute top-2 left-2 z-50 -translate-y-20 rounded-md bg-accent px-3 py-2 text-on-accent focus:translate-y-0"
      >
        {m.app_skip()}
      </a>
      <PortalHeader
        Anchor={RouterAnchor}
        current={pathname}
        account={isSignedIn ? <Account /> : <EntryButtons />}
      />
      <SignedOutNote />
      {isSignedIn && <Waiting />}
      <main ref={main} id="main" tabIndex={-1} className="min-w-0 flex-1">
        <ChoiceKeeperContext value={columnChoices}>
          <Content pathname={pathname} />
        </ChoiceKeeperContext>
      </main>
      <output className="sr-only">{m.app_arrived({ title })}</output>
      <Toaster />
      <ScrollRestoration />
    </div>
  )
}

function Content({ pathname }: { pathname: string }) {
  const { location } = useNavigation()
  const isLeaving = location !== undefined && pageKey(location.pathname) !== pageKey(pathname)
  return isLeaving ? <PageSkeleton /> : <Outlet />
}

function usePageTitle(): string {
  // Every route of the portal has a handle of this form, or none.
  const handle = useMatches().at(-1)?.handle as Handle | undefined
  const title = handle?.title() ?? m.portal_title()
  const whole = [title, m.portal_name()].join(' · ')
  useEffect(() => {
    document.title = whole
  }, [whole])
  return title
}

/** Who is in, and the way out. */
function Account() {
  const { data } = useQuery(portalOwn.profile())
  const name = data?.name ?? m.portal_signed_in()
  return (
    <span className="flex min-w-0 items-center gap-1">
      <span className="max-w-40 truncate">
        <Name value={name} />
      </span>
      <Menu
        label={m.app_account({ name })}
        items={[
          { label: m.app_sign_out(), icon: SignOutIcon, onSelect: () => void session().logout() },
        ]}
      />
    </span>
  )
}

/** Why nobody is signed in, where somebody was or tried. */
function SignedOutNote() {
  const state = useSessionState()
  useRepeatedly(
    state.kind === 'identity-down',
    () =>
      void session()
        .enterSilently()
        .catch(() => undefined),
  )
  const note = noteOf(state)
  if (note === undefined) return null
  return (
    <output className="border-b border-info-line bg-info-soft px-4 py-2 sm:px-6">{note}</output>
  )
}

function noteOf(state: ReturnType<typeof useSessionState>): string | undefined {
  if (state.kind === 'identity-down') return m.portal_identity_away()
  if (state.kind !== 'signed-out') return undefined
  if (state.reason === 'untold') return m.app_signed_out_untold()
  if (state.reason === 'elsewhere') return m.app_signed_out_elsewhere()
  return state.reason === 'refused'
    ? m.app_signed_out_refused({ detail: state.detail ?? '' })
    : undefined
}

/** An approval that came meanwhile: its key waits, and only here it is given out. */
function Waiting() {
  const { data } = useQuery(portalOwn.subscriptions({ page_size: 100 }))
  const ready = (data?.items ?? []).filter(
    ({ status, api_key_prefix }) => status === 'active' && api_key_prefix === null,
  )
  const [first] = ready
  if (!first) return null
  return (
    <output className="flex flex-wrap items-center gap-3 border-b border-ok-line bg-ok-soft px-4 py-2 sm:px-6">
      <span>{m.portal_key_ready({ api: first.api_name })}</span>
      <LinkButton size="sm" to={portalPaths.keys()}>
        {m.portal_key_fetch()}
      </LinkButton>
    </output>
  )
}
