/** What the palette offers without asking the server: every place of the navigation, and what can be done from anywhere. */

import type { LucideIcon } from 'lucide-react'
import AddIcon from 'lucide-react/icons/plus'
import AccessIcon from 'lucide-react/icons/grid-3x3'
import BundleIcon from 'lucide-react/icons/file-input'
import DayIcon from 'lucide-react/icons/calendar-check'
import DoctorIcon from 'lucide-react/icons/stethoscope'
import DarkIcon from 'lucide-react/icons/moon'
import EffectiveIcon from 'lucide-react/icons/scale'
import KeyIcon from 'lucide-react/icons/key-round'
import LabIcon from 'lucide-react/icons/flask-conical'
import LanguageIcon from 'lucide-react/icons/languages'
import LightIcon from 'lucide-react/icons/sun'
import SignOutIcon from 'lucide-react/icons/log-out'

import type { Me, Permission } from '~/api/me'
import { session } from '~/auth/session'
import { days as runbookDays } from '~/domain/runbook/step'
import { dayTitle } from '~/features/runbook/words'
import { m } from '~/i18n/gen/messages'
import { setLocale } from '~/i18n/locale'

import { paths } from '../paths'
import { places } from '../places'
import { setTheme } from '../preferences'

export interface Entry {
  id: string
  label: string
  icon: LucideIcon
  /** Other words by which it is found. */
  also?: string
  /** Where it leads, or else what it does. */
  to?: string
  run?: () => void
}

interface Guarded extends Entry {
  needs?: Permission
}

const allowed = (entries: readonly Guarded[], { permissions }: Me): Entry[] =>
  entries.filter(({ needs }) => needs === undefined || permissions.includes(needs))

/** The places of a tenant that the caller may see. */
export function placeEntries(tenant: string, who: Me): Entry[] {
  const entries = places.map(({ place, title, icon, needs }) => ({
    id: `place-${place}`,
    label: title(),
    icon,
    needs,
    to: paths[place]({ tenant }),
  }))
  return allowed(entries, who)
}

interface Action {
  id: string
  label: () => string
  also?: () => string
  icon: LucideIcon
  needs: Permission
  to: (at: { tenant: string }) => string
}

const newThings: readonly Action[] = [
  {
    id: 'new-api',
    label: m.app_new_api,
    icon: AddIcon,
    needs: 'contracts:write',
    to: paths.newApi,
  },
  {
    id: 'new-policy',
    label: m.app_new_policy,
    icon: AddIcon,
    needs: 'policies:write',
    to: paths.newPolicy,
  },
  {
    id: 'new-consumer',
    label: m.app_new_consumer,
    icon: AddIcon,
    needs: 'consumers:write',
    to: paths.newConsumer,
  },
  { id: 'new-plan', label: m.app_new_plan, icon: AddIcon, needs: 'plans:write', to: paths.newPlan },
]

const tools: readonly Action[] = [
  {
    id: 'locked-out',
    label: m.desk_title,
    also: m.app_palette_also_desk,
    icon: KeyIcon,
    needs: 'consumers:read',
    to: paths.lockedOut,
  },
  {
    id: 'access',
    label: m.access_title,
    icon: AccessIcon,
    needs: 'consumers:read',
    to: paths.access,
  },
  {
    id: 'import',
    label: m.import_title,
    icon: BundleIcon,
    needs: 'consumers:write',
    to: paths.importConsumers,
  },
  {
    id: 'bundle',
    label: m.bundle_title,
    icon: BundleIcon,
    needs: 'contracts:read',
    to: paths.apiBundle,
  },
  {
    id: 'burst',
    label: m.labs_burst_title,
    icon: LabIcon,
    needs: 'policies:read',
    to: paths.burstLab,
  },
  {
    id: 'cors',
    label: m.labs_cors_title,
    icon: LabIcon,
    needs: 'policies:read',
    to: paths.corsLab,
  },
  {
    id: 'doctor',
    label: m.doctor_page,
    icon: DoctorIcon,
    needs: 'onboarding:read',
    to: paths.doctor,
  },
  {
    id: 'effective',
    label: m.app_effective_policies,
    icon: EffectiveIcon,
    needs: 'policies:read',
    to: paths.effectivePolicies,
  },
]

const days: readonly Action[] = runbookDays.map((day) => ({
  id: `day-${day}`,
  label: () => m.onboarding_day_of({ day, title: dayTitle(day) }),
  icon: DayIcon,
  needs: 'onboarding:read',
  to: ({ tenant }) => paths.onboardingDay({ tenant, day }),
}))

/** What the caller may begin from anywhere. */
export function actionEntries(tenant: string, who: Me): Entry[] {
  const actions = [...newThings, ...tools, ...days].map(({ label, also, to, ...action }) => ({
    ...action,
    label: label(),
    ...(also && { also: also() }),
    to: to({ tenant }),
  }))
  return allowed(actions, who)
}

/** How the console looks and speaks, and the way out. */
export function houseEntries(): Entry[] {
  return [
    {
      id: 'light',
      label: m.app_theme({ theme: m.app_theme_light() }),
      icon: LightIcon,
      run: () => setTheme('light'),
    },
    {
      id: 'dark',
      label: m.app_theme({ theme: m.app_theme_dark() }),
      icon: DarkIcon,
      run: () => setTheme('dark'),
    },
    {
      id: 'english',
      label: m.app_language({ language: m.app_language_en() }),
      icon: LanguageIcon,
      run: () => setLocale('en'),
    },
    {
      id: 'french',
      label: m.app_language({ language: m.app_language_fr() }),
      icon: LanguageIcon,
      run: () => setLocale('fr'),
    },
    {
      id: 'sign-out',
      label: m.app_sign_out(),
      icon: SignOutIcon,
      run: () => void session().logout(),
    },
  ]
}
