/** `/v1/portal/*`: the developer's own door. Nothing behind it needs a role, and nothing behind it shows what is not the caller's own. */
import type { Consumer } from '../../../contract/contract.gen.ts'
import type { Api, Call } from '../core/calls.ts'
import type { Environment } from '../core/environment.ts'
import type { Services } from '../core/services.ts'
import type { PrometheusClient } from '../metrics/prometheus-client.ts'
import type { UsagePull } from '../publish/usage-pull.ts'

import { ownTenant } from '../core/access.ts'
import { created, ok } from '../core/answers.ts'
import { instantFrom } from '../core/instants.ts'
import { invalid, notFound } from '../core/problems.ts'
import { revokeSubscription, rotateKey } from '../subscriptions/changes.ts'
import { issueSubscription } from '../subscriptions/issue.ts'
import { catalogEntry, listCatalog, listCategories, plansOf, visibleContracts } from './catalog.ts'
import { consumerToSubscribe, ownConsumer, saveProfile, usableEmail } from './own-consumer.ts'
import { forDeveloper, listOwnSubscriptions, ownTarget } from './own-subscriptions.ts'
import { noteAccount, portalFunnel } from './funnel.ts'
import { profileFaults, purposeFaults } from './profile-rules.ts'
import { usageReport } from './usage-report.ts'

export interface PortalSources {
  prometheus: PrometheusClient | null
  /** Null where no gateway is configured. */
  usage: UsagePull | null
}

const DAY_MS = 86_400_000
/** As all queries to Prometheus (metrics/query-limits.ts). */
const MAX_SPAN_MS = 32 * DAY_MS
/** Counts older than a few pulls are not "now". */
const QUOTA_LIFE_MS = 30_000

export function registerPortal(api: Api, services: Services, sources: PortalSources): void {
  const { environment } = services
  api.implement('listPortalApis', async ({ db, query }) => ok(await listCatalog(db, query)))
  api.implement('getPortalApi', async ({ db, path }) =>
    ok(await catalogEntry(db, path.id, environment.gatewayUrl)),
  )
  api.implement('getPortal', async ({ db }) =>
    ok({
      requires_verified_email: environment.requireVerifiedEmail,
      categories: await listCategories(db),
    }),
  )
  api.implement('getPortalFunnel', async ({ db, path, principal, now }) => {
    const tenant = ownTenant(principal, path.tenant)
    return ok(await portalFunnel(db, { tenant, portalTenant: environment.portalTenant, now }))
  })
  registerProfile(api, environment)
  registerOwnSubscriptions(api, environment)
  api.implement('getPortalUsage', async (call) => {
    const pulledAt = sources.usage?.pulledAt()?.getTime() ?? 0
    const areQuotasKnown = Date.now() - pulledAt < QUOTA_LIFE_MS
    const question = { sub: call.principal.sub, now: call.now, ...spanOf(call) }
    return ok(
      await usageReport(call.db, { prometheus: sources.prometheus, areQuotasKnown }, question),
    )
  })
}

function registerProfile(api: Api, environment: Environment): void {
  const { portalTenant, requireVerifiedEmail, signUpsPerHour } = environment
  api.implement('getPortalMe', async ({ db, principal, now }) => {
    await noteAccount(db, principal, now)
    const consumer = await ownConsumer(db, principal.sub, portalTenant)
    if (!consumer) throw notFound('profile yet')
    return profileAnswer(consumer)
  })
  api.implement('putPortalMe', ({ body, principal, write }) => {
    const faults = profileFaults(body)
    if (faults.length > 0) throw invalid(...faults)
    return write(async (tx) =>
      profileAnswer(
        await saveProfile(tx, principal, {
          profile: body,
          tenant: portalTenant,
          mustBeVerified: requireVerifiedEmail,
          signUpsPerHour,
        }),
      ),
    )
  })
}

/** What the provider's people note about a consumer is not the developer's to read. */
function profileAnswer(consumer: Consumer) {
  return ok({ ...consumer, description: '', consumer_metadata: {} }, { etag: consumer.etag })
}

function registerOwnSubscriptions(api: Api, environment: Environment): void {
  api.implement('listPortalSubscriptions', async ({ db, principal, now, query }) =>
    ok(await listOwnSubscriptions(db, { principal, now }, query)),
  )
  api.implement('createPortalSubscription', (call) => subscribe(call, environment))
  api.implement('rotatePortalSubscriptionKey', ({ path, body, principal, write }) =>
    write(async (tx) => {
      const target = await ownTarget(tx.db, principal.sub, path.id)
      const { rotation, secret } = await rotateKey(tx, target, body?.grace_period_hours)
      return ok(rotation, { secret })
    }),
  )
  api.implement('revokePortalSubscription', ({ path, body, principal, write }) =>
    write(async (tx) => {
      const target = await ownTarget(tx.db, principal.sub, path.id)
      const by = principal.name
      const subscription = await revokeSubscription(tx, target, { by, reason: body?.reason })
      return ok(forDeveloper(subscription, principal), { etag: subscription.etag })
    }),
  )
}

function subscribe(
  { body, principal, write }: Call<'createPortalSubscription'>,
  { portalTenant, requireVerifiedEmail }: Environment,
) {
  usableEmail(principal, requireVerifiedEmail)
  const faults = purposeFaults(body.purpose ?? '')
  if (faults.length > 0) throw invalid(...faults)
  return write(async (tx) => {
    const contract = await visibleContracts(tx.db)
      .select('tenant_id')
      .where('id', '=', body.api_id)
      .executeTakeFirst()
    if (!contract)
      throw invalid({ pointer: '/api_id', detail: 'There is no such API in the portal.' })
    const tenant = contract.tenant_id
    const consumer = await consumerToSubscribe(tx, principal, { tenant, portalTenant })
    // Without this a plan's approval and limits could be passed by naming no plan.
    if (body.plan_id === undefined && (await plansOf(tx.db, tenant)).length > 0)
      throw invalid({ pointer: '/plan_id', detail: 'Choose one of the plans of this API.' })
    const { subscription, secret } = await issueSubscription(tx, {
      tenant,
      consumerId: consumer.id,
      contractId: body.api_id,
      planId: body.plan_id,
      purpose: body.purpose,
      by: principal.name,
    })
    return created(forDeveloper(subscription, principal), {
      etag: subscription.etag,
      ...(secret && { secret }),
    })
  })
}

/** @throws 422 for a span that is upside down or longer than Prometheus is asked for */
function spanOf({ query, now }: Call<'getPortalUsage'>): { from: Date; to: Date } {
  const to = query.to === undefined ? now : instantFrom(query.to, '/query/to')
  const from =
    query.from === undefined
      ? new Date(to.getTime() - DAY_MS)
      : instantFrom(query.from, '/query/from')
  if (from >= to)
    throw invalid({ pointer: '/query/from', detail: 'The begin must be before the end.' })
  if (to.getTime() - from.getTime() > MAX_SPAN_MS)
    throw invalid({ pointer: '/query/from', detail: 'At most 32 days can be asked for at once.' })
  return { from, to }
}
