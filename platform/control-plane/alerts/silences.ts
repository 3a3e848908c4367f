/** `/v1/admin/alerts/silences`: Alertmanager keeps them, this limits them to the caller's tenant and writes down who did it. */
import type { Silence } from '../../../contract/contract.gen.ts'
import { ownTenant } from '../core/access.ts'
import { created, noContent, ok } from '../core/answers.ts'
import type { Api, Call } from '../core/calls.ts'
import { Refusal, invalid, notFound } from '../core/problems.ts'
import type { AlertmanagerClient } from './alertmanager-client.ts'
import { AlertmanagerFailure, AlertmanagerRefusal } from './alertmanager-client.ts'
import type { HeldSilence } from './silence-rules.ts'
import {
  confinedMatchers,
  isKnownTo,
  matchersText,
  mayExpire,
  shownSilences,
  shownTo,
  tenantOf,
} from './silence-rules.ts'

const MINUTE_MS = 60_000

/** @param alertmanager null where none is configured */
export function registerSilences(api: Api, alertmanager: AlertmanagerClient | null): void {
  api.implement('listSilences', async ({ principal, query }) => {
    const tenant = ownTenant(principal, query.tenant_id ?? homeOf(principal))
    const all = await asking(alertmanager, (client) => client.silences())
    return ok({ items: shownSilences(all, tenant, principal) })
  })
  api.implement('createSilence', (call) => createSilence(call, alertmanager))
  api.implement('expireSilence', (call) => expireSilence(call, alertmanager))
}

const homeOf = ({ tenantId, tenants }: Call['principal']) => tenantId ?? tenants[0] ?? ''

async function createSilence(
  { body, principal, write }: Call<'createSilence'>,
  alertmanager: AlertmanagerClient | null,
) {
  const tenant = ownTenant(principal, body.tenant_id)
  const matchers = confinedMatchers(body, principal)
  // Asked before the transaction: while that is open the embedded database serves nobody else.
  await asking(alertmanager, (client) => client.requireReady('so nothing was silenced'))
  let made: string | undefined
  try {
    return await write(async (tx) => {
      const held = await asking(alertmanager, async (client) => {
        made = await client.silenceAlerts({
          matchers,
          startsAt: tx.now,
          endsAt: new Date(tx.now.getTime() + body.duration_minutes * MINUTE_MS),
          createdBy: principal.name,
          comment: body.comment,
        })
        return client.silence(made)
      })
      if (!held) throw new Refusal(502, 'Alertmanager took the silence and does not hold it.')
      tx.audit({ ...eventOf(held, tenant), action: 'create', before: null, after: held })
      return created(shownTo(held, principal))
    })
  } catch (error) {
    // What nobody has written down must not silence anything.
    if (made !== undefined) await alertmanager?.expire(made).catch(() => undefined)
    throw error
  }
}

async function expireSilence(
  { path, principal, write }: Call<'expireSilence'>,
  alertmanager: AlertmanagerClient | null,
) {
  const silence = await asking(alertmanager, (client) => client.silence(path.id))
  if (!silence || !isKnownTo(silence, principal)) throw notFound('silence')
  if (!mayExpire(silence, principal))
    throw new Refusal(
      403,
      'This silence is not limited to your tenant: only an administrator of the platform may end it.',
      { required_roles: ['cpi-admin'] },
    )
  if (silence.state === 'expired') return noContent()
  return write(async (tx) => {
    const after = await asking(alertmanager, async (client) => {
      await client.expire(silence.id)
      return client.silence(silence.id)
    })
    const tenant = tenantOf(silence) ?? homeOf(principal)
    tx.audit({ ...eventOf(silence, tenant), action: 'expire', before: silence, after })
    return noContent()
  })
}

function eventOf({ id, matchers }: HeldSilence | Silence, tenant: string) {
  return {
    tenant_id: tenant,
    resource_type: 'silence',
    resource_id: id,
    resource_name: matchersText(matchers),
  }
}

/** @throws 502 that names Alertmanager when it does not answer, 422 when it refuses what was sent */
async function asking<T>(
  alertmanager: AlertmanagerClient | null,
  ask: (client: AlertmanagerClient) => Promise<T>,
): Promise<T> {
  if (!alertmanager)
    throw new Refusal(
      502,
      'No Alertmanager is configured here. Set ALERTMANAGER_URL and start again.',
    )
  try {
    return await ask(alertmanager)
  } catch (error) {
    if (error instanceof AlertmanagerFailure) throw new Refusal(502, error.message)
    if (error instanceof AlertmanagerRefusal)
      throw invalid({
        pointer: '/matchers',
        detail:
          'Alertmanager refuses these matchers: a pattern must be a regular expression of Go, and one matcher at least must not fit the empty text.',
      })
    throw error
  }
}
