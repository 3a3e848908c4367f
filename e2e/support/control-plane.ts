/** The control plane as a script would call it: typed by the contract, with a real token from the real Keycloak. */

import createClient from 'openapi-fetch'
import type { paths } from '../../contract/contract.gen.ts'
import { addresses } from './place.ts'

export const TENANT = 'default'

/** A token of the service account (cpi-admin), by the runbook's own command. */
export async function serviceToken(): Promise<string> {
  const answer = await fetch(`${addresses.keycloak}/realms/stoa/protocol/openid-connect/token`, {
    method: 'POST',
    body: new URLSearchParams({
      client_id: 'control-plane-api',
      client_secret: 'your-client-secret',
      grant_type: 'client_credentials',
    }),
  })
  const body: { access_token: string } = await answer.json()
  return body.access_token
}

/** A client whose every call carries a fresh token: the service account's live 5 minutes, journeys may take longer. */
export function controlPlane(token: () => Promise<string> = serviceToken) {
  const client = createClient<paths>({ baseUrl: addresses.controlPlane })
  client.use({
    async onRequest({ request }) {
      request.headers.set('authorization', `Bearer ${await token()}`)
      return request
    },
  })
  return client
}

/** A name that no other test uses. */
export function freshName(stem: string): string {
  return `${stem}-${Date.now().toString(36)}${Math.random().toString(36).slice(2, 6)}`
}

/** A published API on the sample backend. */
export async function seedApi(apiName = freshName('api')) {
  const { data, error } = await controlPlane().POST('/v1/contracts', {
    body: {
      apiName,
      apiVersion: '1.0.0',
      tenant: TENANT,
      endpoint: { url: `${addresses.backend}/api`, method: 'REST', timeout: '15s' },
      auth: { type: 'api_key' },
      portal: { visible: true, categories: [] },
      status: 'published',
    },
  })
  if (!data) throw new Error(`seeding an API failed: ${JSON.stringify(error)}`)
  return data
}

/** An active consumer. */
export async function seedConsumer(externalId = freshName('consumer')) {
  const { data, error } = await controlPlane().POST('/v1/consumers/{tenant}', {
    params: { path: { tenant: TENANT } },
    body: { external_id: externalId, name: externalId, email: `${externalId}@example.com` },
  })
  if (!data) throw new Error(`seeding a consumer failed: ${JSON.stringify(error)}`)
  return data
}

/** A subscription of a new consumer to an API, with its key. */
export async function seedKey(apiId: string) {
  const consumer = await seedConsumer()
  const { data, error } = await controlPlane().POST('/v1/subscriptions', {
    body: { consumer_id: consumer.id, api_id: apiId, tenant_id: TENANT },
  })
  if (!data?.api_key) throw new Error(`seeding a key failed: ${JSON.stringify(error)}`)
  return { consumer, subscription: data, key: data.api_key }
}

/** Status of one call through the gateway. */
export async function callGateway(path: string, headers: Record<string, string> = {}) {
  const answer = await fetch(addresses.gateway + path, { headers })
  return { status: answer.status, headers: answer.headers, body: await answer.text() }
}

/** Removes every policy of a type that other journeys have left for the whole tenant: it would be in force here, too. */
export async function clearTenantWide(policyType: string): Promise<void> {
  const client = controlPlane()
  const { data } = await client.GET('/v1/admin/policies', {
    params: { query: { tenant_id: TENANT, policy_type: policyType, page_size: 100 } },
  })
  for (const { id, etag } of data?.items.filter(({ binding_count }) => binding_count === 0) ?? [])
    await client.DELETE('/v1/admin/policies/{id}', {
      params: { path: { id }, header: { 'If-Match': etag } },
    })
}
