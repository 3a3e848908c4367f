/** What a reader has before Day 1 and the replay has to make: a clean tenant, and the test key of the Quick Start. */

interface Addresses {
  STOA_API_URL: string
  STOA_AUTH_URL: string
  TENANT_ID: string
}

interface Item {
  id: string
  name?: string
  apiName?: string
  external_id?: string
}

/**
 * Removes what an earlier replay left (by the runbook's own names, nothing else) on a local platform.
 * @returns a function that issues a key for a contract, as the Quick Start does
 * @throws when a service does not answer, with the address
 */
export async function prepare(
  addresses: Addresses,
): Promise<(contractId: string) => Promise<string>> {
  const token = await adminToken(addresses)
  const api = caller(addresses.STOA_API_URL, token)
  const tenant = addresses.TENANT_ID
  for (const contract of await api.items(`/v1/contracts?tenant=${tenant}&search=my-service-api`))
    if (contract.apiName === 'my-service-api')
      await api.send('DELETE', `/v1/contracts/${contract.id}?force=true`)
  for (const policy of await api.items(`/v1/admin/policies?tenant_id=${tenant}&page_size=100`))
    if (policy.name === 'standard-rate-limit' || policy.name === 'browser-cors')
      await api.send('DELETE', `/v1/admin/policies/${policy.id}`)
  for (const externalId of ['client-001', 'runbook-test'])
    for (const consumer of await api.items(`/v1/consumers/${tenant}?search=${externalId}`))
      if (consumer.external_id === externalId)
        await api.send('DELETE', `/v1/consumers/${tenant}/${consumer.id}`)

  return async (contractId) => {
    const consumer = await api.send('POST', `/v1/consumers/${tenant}`, {
      external_id: 'runbook-test',
      name: 'Runbook test key',
      email: 'runbook@stoa.example.com',
    })
    const subscription = await api.send('POST', '/v1/subscriptions', {
      consumer_id: consumer['id'],
      api_id: contractId,
      tenant_id: tenant,
    })
    return String(subscription['api_key'])
  }
}

async function adminToken(addresses: Addresses): Promise<string> {
  const url = `${addresses.STOA_AUTH_URL}/realms/stoa/protocol/openid-connect/token`
  const answer = await fetch(url, {
    method: 'POST',
    body: new URLSearchParams({
      client_id: 'control-plane-api',
      client_secret: 'your-client-secret',
      grant_type: 'client_credentials',
    }),
  }).catch((cause: unknown) => {
    throw new Error(`Keycloak does not answer at ${url}: is the platform up (npm start)?`, {
      cause,
    })
  })
  const body: { access_token?: string } = await answer.json()
  if (!body.access_token)
    throw new Error(`Keycloak gave no token (HTTP ${answer.status}) at ${url}`)
  return body.access_token
}

function caller(base: string, token: string) {
  const send = async (
    method: string,
    path: string,
    body?: object,
  ): Promise<Record<string, unknown>> => {
    const answer = await fetch(base + path, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${text}`)
    return text === '' ? {} : JSON.parse(text)
  }
  return {
    send,
    items: async (path: string): Promise<Item[]> => {
      const page: { items?: Item[] } = await send('GET', path)
      return page.items ?? []
    },
  }
}
