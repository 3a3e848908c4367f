/** Makes the objects that tests start from, through the API itself. */
import type { TestControlPlane } from './control-plane.ts'

type Call = TestControlPlane['call']

let counter = 0

/** A name that no other test of this run uses. */
export function unique(start: string): string {
  counter += 1
  return `${start}-${counter}`
}

/** The runbook's contract (Day 2), with another name. */
export function contractBody(tenant: string, changes: Record<string, unknown> = {}) {
  return {
    apiName: unique('api'),
    apiVersion: '1.0.0',
    tenant,
    displayName: 'My Service API',
    description: 'Backend service for my application',
    endpoint: { url: 'http://my-backend:8080/api', method: 'REST', timeout: '15s' },
    auth: { type: 'api_key' },
    portal: { visible: true, categories: ['production'] },
    ...changes,
  }
}

/** The runbook's rate limit (Day 3). */
export function policyBody(tenant: string, changes: Record<string, unknown> = {}) {
  return {
    name: unique('standard-rate-limit'),
    policy_type: 'rate_limit',
    tenant_id: tenant,
    scope: 'api',
    config: { requests_per_minute: 100, burst: 10 },
    ...changes,
  }
}

/** The runbook's consumer (Day 4). */
export function consumerBody(changes: Record<string, unknown> = {}) {
  const external_id = unique('client')
  return {
    external_id,
    name: 'Acme Corp Integration',
    email: 'dev@acme.example.com',
    consumer_metadata: { plan: 'starter', contact: 'Alice' },
    ...changes,
  }
}

/** Creates something. @throws when the answer is not 201 */
export async function make(
  call: Call,
  path: string,
  body: unknown,
): Promise<Record<string, never> & { id: string; etag: string }> {
  const reply = await call(path, { body })
  if (reply.status !== 201) throw new Error(`${path} answered ${reply.status}: ${reply.text}`)
  return reply.body
}

export interface Seeded {
  contract: string
  consumer: string
  plan: string
  policy: string
  binding: string
  subscription: string
  key: string
}

/** One of everything in a tenant. */
export async function seedTenant(call: Call, tenant: string): Promise<Seeded> {
  const contract = await make(call, '/v1/contracts', contractBody(tenant))
  const consumer = await make(call, `/v1/consumers/${tenant}`, consumerBody())
  const plan = await make(call, `/v1/plans/${tenant}`, { slug: unique('gold'), name: 'Gold' })
  const policy = await make(call, '/v1/admin/policies', policyBody(tenant))
  const binding = await make(call, '/v1/admin/policies/bindings', {
    policy_id: policy.id,
    contract_id: contract.id,
  })
  const subscription = await make(call, '/v1/subscriptions', {
    consumer_id: consumer.id,
    api_id: contract.id,
    tenant_id: tenant,
    plan_id: plan.id,
  })
  return {
    contract: contract.id,
    consumer: consumer.id,
    plan: plan.id,
    policy: policy.id,
    binding: binding.id,
    subscription: subscription.id,
    key: subscription['api_key'] as unknown as string,
  }
}
