/** Loads the code of a page when it is asked for, and lets in only who may see it. */

import type { ComponentType } from 'react'
import { createElement } from 'react'
import type { LoaderFunction, LoaderFunctionArgs } from 'react-router'

import { loadCode } from '~/api/code'
import type { Me, Permission } from '~/api/me'
import { me } from '~/api/me'
import { queryClient } from '~/api/query-client'
import { rolesFor } from '~/auth/permissions'
import { Failure } from '~/domain/failure'
import { m } from '~/i18n/gen/messages'
import { useLocale } from '~/i18n/locale'

import { param } from './params'

export interface PageModule {
  loader?: (args: LoaderFunctionArgs) => unknown
  Component: ComponentType
}

/** @throws a `not-found` Failure for a foreign tenant, a `forbidden` one without the permission */
function admit(who: Me, tenant: string, needs: Permission): void {
  if (!who.tenants.some(({ id }) => id === tenant))
    throw new Failure({ kind: 'not-found', status: 404, message: m.errors_no_such_address() })
  if (!who.permissions.includes(needs))
    throw new Failure({
      kind: 'forbidden',
      message: m.app_forbidden_text({ permission: needs, roles: rolesFor(needs).join(', ') }),
      requiredRoles: rolesFor(needs),
    })
}

/** The page's loader behind its guard. Who is known to be refused asks for nothing; who is not known yet asks in parallel. */
export function guarded(loader: PageModule['loader'], needs: Permission): LoaderFunction {
  return async (args) => {
    const tenant = param(args.params, 'tenant')
    const known = queryClient.getQueryData(me.current().queryKey)
    if (known) admit(known, tenant, needs)
    const asked = queryClient.query({ ...me.current(), staleTime: 'static' })
    const admitted = asked.then((who) => admit(who, tenant, needs))
    const [data] = await Promise.all([loader?.(args), admitted])
    return data ?? null
  }
}

/** The page, drawn again when the language changes: the router hands on the same element, which React would not redraw. */
function spoken(Component: ComponentType): ComponentType {
  return function Spoken() {
    useLocale()
    return createElement(Component)
  }
}

/** A route's `lazy`: the module's Component, and its loader behind the guard. */
export function lazyPage(
  load: () => Promise<PageModule>,
  needs: Permission,
): () => Promise<{ Component: ComponentType; loader: LoaderFunction }> {
  return async () => {
    const { Component, loader } = await loadCode(load)
    return { Component: spoken(Component), loader: guarded(loader, needs) }
  }
}
