/** The map of all pages. Every page is lazy; what a page is called, belongs to and needs stands beside its address. */

import type { NonIndexRouteObject, RouteObject } from 'react-router'
import { redirect } from 'react-router'

import { me } from '~/api/me'
import { queryClient } from '~/api/query-client'
import { m } from '~/i18n/gen/messages'

import { lazyPage } from './lazy-page'
import { param } from './params'
import type { Place } from './paths'
import { paths } from './paths'
import type { Handle, PlaceEntry } from './places'
import { placeEntry } from './places'
import { LateNoRoles, LateNotFound } from './shell/late-pages'
import { PageSkeleton } from './shell/PageSkeleton'
import { RouteError } from './shell/RouteError'
import { Shell } from './shell/Shell'
import { Splash } from './shell/Splash'

/** A page of the shell: its failure is drawn inside the shell, and so is the wait for it. */
function page(
  path: string,
  handle: Handle,
  rest: Pick<NonIndexRouteObject, 'lazy' | 'children'>,
): RouteObject {
  return {
    path,
    handle,
    ErrorBoundary: RouteError,
    HydrateFallback: PageSkeleton,
    ...rest,
  }
}

/** A place's list. */
function list(
  place: Place,
  load: Parameters<typeof lazyPage>[0],
  children: RouteObject[],
): RouteObject {
  const { title, needs }: PlaceEntry = placeEntry(place)
  return page(place, { title }, { lazy: lazyPage(load, needs), children })
}

/** The person's own tenant, or the first one; who has none reads why. */
async function home(): Promise<Response | null> {
  const who = await queryClient.query(me.current())
  const own = who.tenants.find(({ id }) => id === who.tenant_id) ?? who.tenants[0]
  if (!own || who.permissions.length === 0) return null
  return redirect(paths.dashboard({ tenant: own.id }))
}

const tenantPages: RouteObject[] = [
  {
    index: true,
    loader: ({ params }) => redirect(paths.dashboard({ tenant: param(params, 'tenant') })),
  },
  list('dashboard', () => import('~/pages/dashboard/DashboardPage'), []),

  list('apis', () => import('~/pages/apis/ApisPage'), [
    page(
      'new',
      { title: m.app_new_api },
      { lazy: lazyPage(() => import('~/pages/apis/NewApiForm'), 'contracts:write') },
    ),
  ]),
  page(
    'apis/:id',
    { title: m.app_api, under: 'apis', isNamed: true },
    {
      lazy: lazyPage(() => import('~/pages/apis/ApiPage'), 'contracts:read'),
      children: [
        page(
          'edit',
          { title: m.app_edit },
          { lazy: lazyPage(() => import('~/pages/apis/EditApiForm'), 'contracts:write') },
        ),
      ],
    },
  ),

  list('policies', () => import('~/pages/policies/PoliciesPage'), [
    page(
      'new',
      { title: m.app_new_policy },
      { lazy: lazyPage(() => import('~/pages/policies/NewPolicyForm'), 'policies:write') },
    ),
  ]),
  page(
    'policies/:id',
    { title: m.app_policy, under: 'policies', isNamed: true },
    {
      lazy: lazyPage(() => import('~/pages/policies/PolicyPage'), 'policies:read'),
      children: [
        page(
          'edit',
          { title: m.app_edit },
          { lazy: lazyPage(() => import('~/pages/policies/EditPolicyForm'), 'policies:write') },
        ),
      ],
    },
  ),

  list('consumers', () => import('~/pages/consumers/ConsumersPage'), [
    page(
      'new',
      { title: m.app_new_consumer },
      { lazy: lazyPage(() => import('~/pages/consumers/NewConsumerForm'), 'consumers:write') },
    ),
  ]),
  page(
    'consumers/:id',
    { title: m.app_consumer, under: 'consumers', isNamed: true },
    {
      lazy: lazyPage(() => import('~/pages/consumers/ConsumerPage'), 'consumers:read'),
      children: [
        page(
          'edit',
          { title: m.app_edit },
          { lazy: lazyPage(() => import('~/pages/consumers/EditConsumerForm'), 'consumers:write') },
        ),
        page(
          'subscriptions/new',
          { title: m.app_new_subscription },
          {
            lazy: lazyPage(
              () => import('~/pages/consumers/NewSubscriptionForm'),
              'subscriptions:write',
            ),
          },
        ),
      ],
    },
  ),

  {
    path: '*',
    handle: { title: m.app_not_found_title },
    Component: LateNotFound,
    ErrorBoundary: RouteError,
  },
]

export const routes: RouteObject[] = [
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
