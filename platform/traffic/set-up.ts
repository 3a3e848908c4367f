/** Puts the demo's APIs, plan, consumers and subscriptions there, once: what exists already is found and used. */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dataOf, type ControlPlane } from './control-plane-client.ts'
import { APIS, CONSUMERS, TRIAL_PLAN } from './scene.ts'
import type { Settings } from './settings.ts'

/** One subscription in use. */
export interface Caller {
  apiName: string
  apiKey: string
  weight: number
}

/** API keys by subscription id. */
type Keys = Record<string, string>

/**
 * Makes the demo complete and returns who may call what.
 * @throws when the Control Plane refuses or does not answer
 */
export async function setUp(controlPlane: ControlPlane, settings: Settings): Promise<Caller[]> {
  const apiIds = new Map<string, string>()
  for (const api of APIS) apiIds.set(api.apiName, await ensureApi(controlPlane, settings, api))
  const planId = await ensurePlan(controlPlane, settings.tenant)
  const keys = readKeys(settings.stateFile)
  const callers: Caller[] = []
  for (const { consumer, apis, isOnTrial, weight } of CONSUMERS) {
    const consumerId = await ensureConsumer(controlPlane, settings.tenant, consumer)
    for (const apiName of apis) {
      const apiId = apiIds.get(apiName)
      if (apiId === undefined) throw new Error(`the scene has no API ${apiName}`)
      const subscription = {
        consumer_id: consumerId,
        api_id: apiId,
        tenant_id: settings.tenant,
        ...(isOnTrial && { plan_id: planId }),
      }
      const apiKey = await ensureKey(controlPlane, subscription, keys)
      writeKeys(settings.stateFile, keys)
      callers.push({ apiName, apiKey, weight: weight / apis.length })
    }
  }
  return callers
}

async function ensureApi(
  controlPlane: ControlPlane,
  { tenant, backendUrl }: Settings,
  api: (typeof APIS)[number],
): Promise<string> {
  const query = { tenant, search: api.apiName, page_size: 100 }
  const known = dataOf('list APIs', await controlPlane.GET('/v1/contracts', { params: { query } }))
  const existing = known.items.find(({ apiName }) => apiName === api.apiName)
  if (existing !== undefined) return existing.id
  const body = {
    ...api,
    apiVersion: '1.0.0',
    tenant,
    endpoint: { url: backendUrl, method: 'REST' as const, timeout: '5s' },
    auth: { type: 'api_key' as const },
    status: 'published' as const,
  }
  return dataOf('create API', await controlPlane.POST('/v1/contracts', { body })).id
}

async function ensurePlan(controlPlane: ControlPlane, tenant: string): Promise<string> {
  const params = { path: { tenant }, query: { search: TRIAL_PLAN.slug, page_size: 100 } }
  const known = dataOf('list plans', await controlPlane.GET('/v1/plans/{tenant}', { params }))
  const existing = known.items.find(({ slug }) => slug === TRIAL_PLAN.slug)
  if (existing !== undefined) return existing.id
  const answer = await controlPlane.POST('/v1/plans/{tenant}', {
    params: { path: { tenant } },
    body: TRIAL_PLAN,
  })
  return dataOf('create plan', answer).id
}

async function ensureConsumer(
  controlPlane: ControlPlane,
  tenant: string,
  body: (typeof CONSUMERS)[number]['consumer'],
): Promise<string> {
  const params = { path: { tenant }, query: { email: body.email } }
  const known = dataOf(
    'find consumer',
    await controlPlane.GET('/v1/consumers/{tenant}', { params }),
  )
  const existing = known.items.find(({ external_id }) => external_id === body.external_id)
  if (existing !== undefined) return existing.id
  const answer = await controlPlane.POST('/v1/consumers/{tenant}', {
    params: { path: { tenant } },
    body,
  })
  return dataOf('create consumer', answer).id
}

/** The key of the active subscription; one whose key was lost gets a new key, one that is missing is made. */
async function ensureKey(
  controlPlane: ControlPlane,
  subscription: { consumer_id: string; api_id: string; tenant_id: string; plan_id?: string },
  keys: Keys,
): Promise<string> {
  const { consumer_id, api_id, tenant_id } = subscription
  const known = dataOf(
    'list subscriptions',
    await controlPlane.GET('/v1/subscriptions/tenant/{tenant}', {
      params: { path: { tenant: tenant_id }, query: { consumer_id, api_id, status: 'active' } },
    }),
  )
  const existing = known.items[0]
  const kept = existing && keys[existing.id]
  if (kept !== undefined) return kept
  const issued = existing
    ? await rotate(controlPlane, existing.id)
    : await subscribe(controlPlane, subscription)
  keys[issued.id] = issued.key
  return issued.key
}

async function rotate(
  controlPlane: ControlPlane,
  id: string,
): Promise<{ id: string; key: string }> {
  const answer = await controlPlane.POST('/v1/subscriptions/{id}/rotate-key', {
    params: { path: { id } },
    body: { grace_period_hours: 0 },
  })
  const { new_api_key } = dataOf('rotate key', answer)
  if (!new_api_key) throw new Error('rotate key: the answer has no key')
  return { id, key: new_api_key }
}

async function subscribe(
  controlPlane: ControlPlane,
  body: { consumer_id: string; api_id: string; tenant_id: string; plan_id?: string },
): Promise<{ id: string; key: string }> {
  const { id, api_key } = dataOf(
    'subscribe',
    await controlPlane.POST('/v1/subscriptions', { body }),
  )
  if (!api_key) throw new Error('subscribe: the answer has no key')
  return { id, key: api_key }
}

function readKeys(file: string): Keys {
  try {
    return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Keys) : {}
  } catch {
    // Lost keys are replaced by new ones.
    return {}
  }
}

function writeKeys(file: string, keys: Keys): void {
  writeFileSync(`${file}.new`, JSON.stringify(keys), { mode: 0o600 })
  renameSync(`${file}.new`, file)
}
