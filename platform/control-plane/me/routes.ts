/** Who is calling, and what may they do: the console builds its menus from this and never the other way round. */
import type { Me } from '../../../contract/contract.gen.ts'
import { sortedPermissions } from '../core/access.ts'
import { ok } from '../core/answers.ts'
import type { Api } from '../core/calls.ts'
import type { Services } from '../core/services.ts'

/** GET /v1/me. */
export function registerIdentity(api: Api, { tenants }: Services): void {
  api.implement('getMe', ({ principal }) => {
    const me: Me = {
      sub: principal.sub,
      email: principal.email,
      name: principal.fullName ?? principal.name,
      tenant_id: principal.tenantId,
      roles: principal.roles,
      permissions: sortedPermissions(principal.permissions),
      tenants: tenants.filter(({ id }) => principal.tenants.includes(id)),
    }
    return Promise.resolve(ok(me))
  })
}
