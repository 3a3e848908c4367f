/** The map of the portal's pages. Every page is lazy; what is somebody's own says so itself when nobody is signed in. */

import { type ComponentType, createElement } from 'react'
import type { LoaderFunction, RouteObject } from 'react-router'
import { redirect } from 'react-router'

import { loadCode } from '~/api/code'
import { m } from '~/i18n/gen/messages'
import { useLocale } from '~/i18n/locale'

import { portalPaths } from '../paths'
import { PageSkeleton } from '../shell/PageSkeleton'
import { RouteError } from '../shell/RouteError'
import { Splash } from '../shell/Splash'
import { ForAdministrators, PortalNotFound } from './PortalNotFound'
import { PortalShell } from './PortalShell'

interface PageModule {
  loader?: LoaderFunction
  Component: ComponentType
}

/** As {@link lazyPage} of the console, without its guard: the server alone decides what anybody may read here. */
function page(load: () => Promise<PageModule>) {
  return async () => {
    const { Component, loader } = await loadCode(load)
    const Spoken = () => {
      useLocale()
      return createElement(Component)
    }
    return { Component: Spoken, ...(loader && { loader }) }
  }
}

const around = { ErrorBoundary: RouteError, HydrateFallback: PageSkeleton }

export const portalRoutes: RouteObject[] = [
  {
    path: '/',
    Component: PortalShell,
    ErrorBoundary: RouteError,
    HydrateFallback: Splash,
    children: [
      {
        index: true,
        handle: { title: m.portal_title },
        ...around,
        lazy: page(() => import('~/pages/portal/CatalogPage')),
      },
      { path: 'portal', loader: () => redirect(portalPaths.catalog()) },
      {
        path: 'portal/apis/:id',
        handle: { title: m.app_api },
        ...around,
        lazy: page(() => import('~/pages/portal/ApiPage')),
        children: [
          {
            path: 'subscribe',
            handle: { title: m.portal_subscribe },
            ...around,
            lazy: page(() => import('~/pages/portal/SubscribePage')),
          },
        ],
      },
      {
        path: 'portal/keys',
        handle: { title: m.portal_keys_title },
        ...around,
        lazy: page(() => import('~/pages/portal/KeysPage')),
      },
      {
        path: 'portal/usage',
        handle: { title: m.portal_usage_title },
        ...around,
        lazy: page(() => import('~/pages/portal/UsagePage')),
      },
      {
        path: 'portal/account',
        handle: { title: m.portal_account_title },
        ...around,
        lazy: page(() => import('~/pages/portal/AccountPage')),
      },
      {
        path: 't/*',
        handle: { title: m.portal_admin_title },
        Component: ForAdministrators,
        ErrorBoundary: RouteError,
      },
      {
        path: '*',
        handle: { title: m.app_not_found_title },
        Component: PortalNotFound,
        ErrorBoundary: RouteError,
      },
    ],
  },
]
