/** The places of a tenant, in the order of the navigation. Sidebar, crumbs, titles and guards are derived from this map. */

import type { LucideIcon } from 'lucide-react'
import ApisIcon from 'lucide-react/icons/boxes'
import DashboardIcon from 'lucide-react/icons/chart-column'
import PoliciesIcon from 'lucide-react/icons/shield-check'
import ConsumersIcon from 'lucide-react/icons/users-round'

import type { Permission } from '~/api/me'
import { m } from '~/i18n/gen/messages'

import type { Place } from './paths'

export interface PlaceEntry {
  place: Place
  title: () => string
  icon: LucideIcon
  /** Who lacks it does not see the place in the navigation, and reads why at its address. */
  needs: Permission
}

export const places: readonly PlaceEntry[] = [
  { place: 'dashboard', title: m.app_dashboard, icon: DashboardIcon, needs: 'metrics:read' },
  { place: 'apis', title: m.app_apis, icon: ApisIcon, needs: 'contracts:read' },
  { place: 'policies', title: m.app_policies, icon: PoliciesIcon, needs: 'policies:read' },
  { place: 'consumers', title: m.app_consumers, icon: ConsumersIcon, needs: 'consumers:read' },
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
