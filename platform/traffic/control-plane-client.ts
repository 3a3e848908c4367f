/** The Control Plane as the demo traffic uses it: the contract's own types, and a fresh token before each call. */
import createClient, { type Client } from 'openapi-fetch'
import type { paths } from '../../contract/contract.gen.ts'
import type { Settings } from './settings.ts'

export type ControlPlane = Client<paths>

/** A token is renewed when less than this is left of it. */
const MARGIN_MS = 30_000
const TIMEOUT_MS = 10_000

/** A client that signs itself in as `control-plane-api` (client credentials), as the runbook's day 1 does. */
export function connect(settings: Settings): ControlPlane {
  const token = tokenSource(settings)
  const client = createClient<paths>({
    baseUrl: settings.controlPlaneUrl,
    fetch: (request) => fetch(request, { signal: AbortSignal.timeout(TIMEOUT_MS) }),
  })
  client.use({
    onRequest: async ({ request }) => {
      request.headers.set('authorization', `Bearer ${await token()}`)
      return request
    },
  })
  return client
}

function tokenSource({ keycloakUrl, clientSecret }: Settings): () => Promise<string> {
  let token = ''
  let renewAt = 0
  return async () => {
    if (Date.now() < renewAt) return token
    const response = await fetch(`${keycloakUrl}/realms/stoa/protocol/openid-connect/token`, {
      method: 'POST',
      body: new URLSearchParams({
        client_id: 'control-plane-api',
        client_secret: clientSecret,
        grant_type: 'client_credentials',
      }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    if (!response.ok) throw new Error(`Keycloak gave no token (${response.status})`)
    const answer = (await response.json()) as { access_token: string; expires_in: number }
    token = answer.access_token
    renewAt = Date.now() + answer.expires_in * 1000 - MARGIN_MS
    return token
  }
}

/**
 * What an answer of the client holds.
 * @throws with the problem's own words when it is none
 */
export function dataOf<T>(
  what: string,
  answer: { data?: T; error?: unknown; response: Response },
): T {
  if (answer.data !== undefined) return answer.data
  const problem = answer.error as { detail?: string; title?: string } | undefined
  const words = problem?.detail ?? problem?.title ?? ''
  throw new Error(`${what}: ${answer.response.status} ${words}`)
}
