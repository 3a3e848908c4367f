/** The places of a tenant, in the order of the navigation. Sidebar, crumbs, titles and guards are derived from this map. */

import type { LucideIcon } from 'lucide-react'
import AlertsIcon from 'lucide-react/icons/bell'
import ExploreIcon from 'lucide-react/icons/telescope'
import ApisIcon from 'lucide-react/icons/boxes'
import DashboardIcon from 'lucide-react/icons/chart-column'
import ReadinessIcon from 'lucide-react/icons/clipboard-check'
import OnboardingIcon from 'lucide-react/icons/list-checks'
import ApprovalsIcon from 'lucide-react/icons/inbox'
import PlansIcon from 'lucide-react/icons/layers'
import AuditIcon from 'lucide-react/icons/history'
import LogsIcon from 'lucide-react/icons/scroll-text'
import PoliciesIcon from 'lucide-react/icons/shield-check'
import ConsumersIcon from 'lucide-react/icons/users-round'

import type { Permission } from '~/api/me'
import { m } from '~/i18n/gen/messages'

import { later } from './later'
import type { PageModule } from './lazy-page'
import type { Place } from './paths'

export interface PlaceEntry {
  place: Place
  title: () => string
  icon: LucideIcon
  /** Who lacks it does not see the place in the navigation, and reads why at its address. */
  needs: Permission
  /** The code of its page. */
  load: () => Promise<PageModule>
}

export const places: readonly PlaceEntry[] = [
  {
    place: 'dashboard',
    title: m.app_dashboard,
    icon: DashboardIcon,
    needs: 'metrics:read',
    load: () => import('~/pages/dashboard/DashboardPage'),
  },
  {
    place: 'onboarding',
    title: m.app_onboarding,
    icon: OnboardingIcon,
    needs: 'onboarding:read',
    load: later('OnboardingPage'),
  },
  {
    place: 'readiness',
    title: m.readiness_title,
    icon: ReadinessIcon,
    needs: 'onboarding:read',
    load: later('ReadinessPage'),
  },
  {
    place: 'apis',
    title: m.app_apis,
    icon: ApisIcon,
    needs: 'contracts:read',
    load: later('ApisPage'),
  },
  {
    place: 'policies',
    title: m.app_policies,
    icon: PoliciesIcon,
    needs: 'policies:read',
    load: later('PoliciesPage'),
  },
  {
    place: 'consumers',
    title: m.app_consumers,
    icon: ConsumersIcon,
    needs: 'consumers:read',
    load: later('ConsumersPage'),
  },
  {
    place: 'approvals',
    title: m.app_approvals,
    icon: ApprovalsIcon,
    needs: 'subscriptions:read',
    load: later('ApprovalsPage'),
  },
  {
    place: 'plans',
    title: m.app_plans,
    icon: PlansIcon,
    needs: 'plans:read',
    load: later('PlansPage'),
  },
  {
    place: 'explore',
    title: m.app_explore,
    icon: ExploreIcon,
    needs: 'metrics:read',
    load: later('ExplorePage'),
  },
  {
    place: 'alerts',
    title: m.app_alerts,
    icon: AlertsIcon,
    needs: 'metrics:read',
    load: later('AlertsPage'),
  },
  { place: 'logs', title: m.app_logs, icon: LogsIcon, needs: 'logs:read', load: later('LogsPage') },
  {
    place: 'audit',
    title: m.app_audit,
    icon: AuditIcon,
    needs: 'audit:read',
    load: later('AuditPage'),
  },
]

/** What a route says about itself beside its component. */
export interface Handle {
  title: () => string
  /** The place whose list it belongs to: its crumb comes first. */
  under?: Place
  /** Its loader returns the object that it shows: the crumb and the title carry that object's name. */
  isNamed?: boolean
}

/** The entry of a place. */
export function placeEntry(place: Place): PlaceEntry {
  const found = places.find((entry) => entry.place === place)
  if (!found) throw new Error(`No such place: ${place}`)
  return found
}
