/** The runbook's own command for each step, with an installation's names and addresses in the place of its examples, safely quoted. */

import { assignment } from '~/domain/artefacts/bash-words'
import type { Install } from '~/domain/artefacts/install'
import { curl, encodeTarget } from '~/domain/curl'
import { presets } from '~/domain/policy-presets'

import type { StepId } from './step'

/** What the team has made so far, in the place of the runbook's examples. */
export interface Made {
  /** The gateway's path of an API: `/my-service-api/v1`. */
  path: string
}

const example: Made = { path: '/my-service-api/v1' }

type Writer = (install: Install, made: Made) => string[]

const gateway = ({ addresses }: Install) => assignment('STOA_GATEWAY_URL', addresses.gateway)
const api = ({ addresses }: Install) => assignment('STOA_API_URL', addresses.controlPlane)
const auth = ({ addresses }: Install) => assignment('STOA_AUTH_URL', addresses.keycloak)

const post = (path: string[], body: unknown) =>
  curl({ method: 'POST', base: 'STOA_API_URL', path, credential: 'TOKEN', body })

const health = ({ path }: Made) => encodeTarget(`${path}/health`)

const policy =
  (name: 'rate_limit' | 'cors', config: object): Writer =>
  (install) => [
    api(install),
    post(['v1', 'admin', 'policies'], {
      name: presets[name].name,
      policy_type: name,
      tenant_id: install.tenant,
      scope: 'api',
      config,
    }),
  ]

const call: Writer = (install, made) => [
  gateway(install),
  String.raw`curl -s -o /dev/null -w "HTTP %{http_code} in %{time_total}s\n" \
  "${'$'}{STOA_GATEWAY_URL}${health(made)}" \
  -H "X-API-Key: $API_KEY"`,
]

const burst: Writer = (install, made) => [
  gateway(install),
  `for i in $(seq 1 15); do
  STATUS=$(curl -s -o /dev/null -w "%{http_code}" \\
    "\${STOA_GATEWAY_URL}${health(made)}" \\
    -H "X-API-Key: $API_KEY")
  echo "Request $i: HTTP $STATUS"
done`,
]

const readiness: Writer = (install) => [
  api(install),
  curl({
    method: 'GET',
    base: 'STOA_API_URL',
    path: ['v1', 'admin', 'readiness'],
    query: { tenant_id: install.tenant },
    credential: 'TOKEN',
  }),
]

const writers: Partial<Record<StepId, Writer>> = {
  'day-1.gateway': (install) => [gateway(install), 'curl -s "${STOA_GATEWAY_URL}/health" | jq .'],
  'day-1.control-plane': (install) => [api(install), 'curl -s "${STOA_API_URL}/health" | jq .'],
  'day-1.identity': (install) => [auth(install), 'curl -s "${STOA_AUTH_URL}/health/ready"'],
  'day-1.session': (install) => [
    auth(install),
    assignment('REALM', install.realm),
    `TOKEN=$(curl -s -X POST "\${STOA_AUTH_URL}/realms/\${REALM}/protocol/openid-connect/token" \\
  -d "client_id=control-plane-api" \\
  -d "client_secret=$STOA_CLIENT_SECRET" \\
  -d "grant_type=client_credentials" | jq -r .access_token)`,
  ],
  'day-2.contract': (install) => [
    api(install),
    post(['v1', 'contracts'], {
      apiName: 'my-service-api',
      apiVersion: '1.0.0',
      tenant: install.tenant,
      displayName: 'My Service API',
      description: 'Backend service for my application',
      endpoint: { url: 'http://my-backend:8080/api', method: 'REST', timeout: '15s' },
      auth: { type: 'api_key' },
      portal: { visible: true, categories: ['production'] },
    }),
  ],
  'day-2.call': call,
  'day-3.rate-limit': policy('rate_limit', { requests_per_minute: 100, burst: 10 }),
  'day-3.burst': burst,
  'day-3.cors': policy('cors', {
    origins: ['https://yourapp.com', 'http://localhost:3000'],
    methods: ['GET', 'POST', 'PUT', 'DELETE'],
    headers: ['Content-Type', 'Authorization', 'X-API-Key'],
    max_age: 3600,
  }),
  'day-4.consumer': (install) => [
    api(install),
    post(['v1', 'consumers', install.tenant], {
      external_id: 'client-001',
      name: 'Acme Corp Integration',
      email: 'dev@acme.example.com',
      consumer_metadata: { plan: 'starter', contact: 'Alice' },
    }),
  ],
  'day-4.subscription': (install) => [
    api(install),
    assignment('TENANT_ID', install.tenant),
    `API_KEY=$(curl -s -X POST "\${STOA_API_URL}/v1/subscriptions" \\
  -H "Authorization: Bearer $TOKEN" \\
  -H 'Content-Type: application/json' \\
  -d "{\\"consumer_id\\":\\"$CONSUMER_ID\\",\\"api_id\\":\\"$CONTRACT_ID\\",\\"tenant_id\\":\\"$TENANT_ID\\"}" | jq -r .api_key)`,
  ],
  'day-4.call': call,
  'day-5.target': (install) => [
    gateway(install),
    'curl -s "${STOA_GATEWAY_URL}/metrics" | head -20',
  ],
  'day-5.metrics': (install) => [
    gateway(install),
    `curl -s "\${STOA_GATEWAY_URL}/metrics" | grep -E '^stoa_(requests_total|request_duration_seconds_count|rate_limit_exceeded_total)'`,
  ],
  'day-5.logs': ({ services }) => [
    assignment('SERVICE', services.gateway),
    `docker compose logs "$SERVICE" --since=1h 2>/dev/null | grep '"status":5'`,
  ],
  'day-7.tls': (install) => [gateway(install), 'curl -sI "${STOA_GATEWAY_URL}/health"'],
  'day-7.admin-api': (install) => [
    api(install),
    '# From a machine on the internet. Expected: connection refused',
    'curl "${STOA_API_URL}/health"',
  ],
  'day-7.credentials': readiness,
  'day-7.keys': readiness,
  'day-7.restart': (install) => [
    gateway(install),
    assignment('SERVICE', install.services.gateway),
    'docker compose restart "$SERVICE" && curl -s "${STOA_GATEWAY_URL}/health"',
  ],
  'day-7.rate-limit': burst,
  'day-7.log-rotation': ({ services }) => [
    assignment('SERVICE', services.gateway),
    `docker inspect -f '{{json .HostConfig.LogConfig}}' "$(docker compose ps -q "$SERVICE")"`,
  ],
}

/** The command, or undefined where the runbook has none. @param made in the place of the runbook's examples */
export function commandOf(id: StepId, install: Install, made: Made = example): string | undefined {
  return writers[id]?.(install, made).join('\n')
}
