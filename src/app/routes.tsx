/** The map of all pages. Every page is lazy; what a page is called, belongs to and needs stands beside its address. */

import type { RouteObject } from 'react-router'
import { redirect } from 'react-router'

import { loadCode } from '~/api/code'
import { me } from '~/api/me'
import { queryClient } from '~/api/query-client'
import { m } from '~/i18n/gen/messages'

import { later } from './later'
import { lazyPage } from './lazy-page'
import { operationPages } from './operation-routes'
import { param } from './params'
import { paths } from './paths'
import { list, page } from './route-parts'
import { LateNoRoles, LateNotFound } from './shell/late-pages'
import { RouteError } from './shell/RouteError'
import { Shell } from './shell/Shell'
import { Splash } from './shell/Splash'
import { toPortal } from './to-portal'

/** The person's own tenant, or the first one; who has none reads why. */
async function home(): Promise<Response | null> {
  const who = await queryClient.query(me.current())
  const own = who.tenants.find(({ id }) => id === who.tenant_id) ?? who.tenants[0]
  if (!own || who.permissions.length === 0) return null
  return redirect(paths.dashboard({ tenant: own.id }))
}

/** Forms of other places that a day of the week is done with: they come back to the day. */
const formsOf: Partial<Record<number, RouteObject[]>> = {
  2: [
    page(
      'new-api',
      { title: m.app_new_api },
      { lazy: lazyPage(later('NewApiForm'), 'contracts:write') },
    ),
  ],
  3: [
    page(
      'new-policy',
      { title: m.app_new_policy },
      { lazy: lazyPage(later('NewPolicyForm'), 'policies:write') },
    ),
  ],
  4: [
    page(
      'new-consumer',
      { title: m.app_new_consumer },
      { lazy: lazyPage(later('NewConsumerForm'), 'consumers:write') },
    ),
    page(
      'subscribe/:id',
      { title: m.app_new_subscription },
      {
        lazy: lazyPage(later('NewSubscriptionForm'), 'subscriptions:write'),
      },
    ),
  ],
}

const onboardingDays = [1, 2, 3, 4, 5, 6, 7].map((day) =>
  page(
    `onboarding/day-${day}`,
    { title: () => m.app_onboarding_day({ day }), under: 'onboarding' },
    {
      lazy: lazyPage(later('DayPage'), 'onboarding:read'),
      ...(formsOf[day] && { children: formsOf[day] }),
    },
  ),
)

const tenantPages: RouteObject[] = [
  {
    index: true,
    loader: ({ params }) => redirect(paths.dashboard({ tenant: param(params, 'tenant') })),
  },
  list('dashboard', []),

  list('onboarding', []),
  ...onboardingDays,

  list('apis', [
    page(
      'new',
      { title: m.app_new_api },
      { lazy: lazyPage(later('NewApiForm'), 'contracts:write') },
    ),
  ]),
  page(
    'apis/bundle',
    { title: m.app_api_bundle, under: 'apis' },
    { lazy: lazyPage(later('BundlePage'), 'contracts:read') },
  ),
  page(
    'apis/:id',
    { title: m.app_api, under: 'apis', isNamed: true },
    {
      lazy: lazyPage(later('ApiPage'), 'contracts:read'),
      children: [
        page(
          'edit',
          { title: m.app_edit },
          { lazy: lazyPage(later('EditApiForm'), 'contracts:write') },
        ),
      ],
    },
  ),

  list('policies', [
    page(
      'new',
      { title: m.app_new_policy },
      { lazy: lazyPage(later('NewPolicyForm'), 'policies:write') },
    ),
  ]),
  page(
    'policies/effective',
    { title: m.app_effective_policies, under: 'policies' },
    { lazy: lazyPage(later('EffectivePage'), 'policies:read') },
  ),
  page(
    'policies/labs/burst',
    { title: m.labs_burst_title, under: 'policies' },
    { lazy: lazyPage(later('BurstLabPage'), 'policies:read') },
  ),
  page(
    'policies/labs/cors',
    { title: m.labs_cors_title, under: 'policies' },
    { lazy: lazyPage(later('CorsLabPage'), 'policies:read') },
  ),
  page(
    'policies/:id',
    { title: m.app_policy, under: 'policies', isNamed: true },
    {
      lazy: lazyPage(later('PolicyPage'), 'policies:read'),
      children: [
        page(
          'edit',
          { title: m.app_edit },
          { lazy: lazyPage(later('EditPolicyForm'), 'policies:write') },
        ),
      ],
    },
  ),

  list('consumers', [
    page(
      'new',
      { title: m.app_new_consumer },
      { lazy: lazyPage(later('NewConsumerForm'), 'consumers:write') },
    ),
  ]),
  page(
    'consumers/access',
    { title: m.app_access, under: 'consumers' },
    { lazy: lazyPage(later('AccessPage'), 'subscriptions:read') },
  ),
  page(
    'consumers/import',
    { title: m.app_import, under: 'consumers' },
    { lazy: lazyPage(later('ImportPage'), 'consumers:write') },
  ),
  page(
    'consumers/locked-out',
    { title: m.app_locked_out, under: 'consumers' },
    { lazy: lazyPage(later('LockedOutPage'), 'subscriptions:read') },
  ),
  page(
    'consumers/:id',
    { title: m.app_consumer, under: 'consumers', isNamed: true },
    {
      lazy: lazyPage(later('ConsumerPage'), 'consumers:read'),
      children: [
        page(
          'edit',
          { title: m.app_edit },
          { lazy: lazyPage(later('EditConsumerForm'), 'consumers:write') },
        ),
        page(
          'subscriptions/new',
          { title: m.app_new_subscription },
          {
            lazy: lazyPage(later('NewSubscriptionForm'), 'subscriptions:write'),
          },
        ),
      ],
    },
  ),

  list('approvals', []),

  list('plans', [
    page('new', { title: m.app_new_plan }, { lazy: lazyPage(later('NewPlanForm'), 'plans:write') }),
    page(
      ':id/edit',
      { title: m.app_edit },
      { lazy: lazyPage(later('EditPlanForm'), 'plans:write') },
    ),
  ]),

  list('readiness', []),

  ...operationPages,

  page(
    'doctor',
    { title: m.doctor_page },
    // Behind no guard: it is for when the Control Plane cannot say who may what.
    { lazy: () => loadCode(later('DoctorPage')) },
  ),

  {
    path: '*',
    handle: { title: m.app_not_found_title },
    Component: LateNotFound,
    ErrorBoundary: RouteError,
  },
]

export const routes: RouteObject[] = [
  toPortal,
  {
    path: '/',
    loader: home,
    Component: LateNoRoles,
    ErrorBoundary: RouteError,
    HydrateFallback: Splash,
  },
  // The shell waits for nothing: with every backend down it still stands, and says so.
  { path: '/t/:tenant', Component: Shell, ErrorBoundary: RouteError, children: tenantPages },
  {
    path: '*',
    handle: { title: m.app_not_found_title },
    Component: LateNotFound,
    ErrorBoundary: RouteError,
  },
]
