/**
 * The week of the runbook as one script: API, policies, consumer, subscription, a call and a burst. It looks for each thing before it
 * creates one, so that a second run creates nothing.
 */

import { assignment, jsonAssignment } from './bash-words'
import type { Install } from './install'
import { inOneLine } from './install'

/** What the week is about; the runbook's own where nobody has said otherwise. */
export interface Week {
  api: { name: string; version: string; displayName: string; backendUrl: string }
  rateLimit: { name: string; requestsPerMinute: number; burst: number }
  cors: { name: string; origins: string[] }
  consumer: { externalId: string; name: string; email: string }
  /** Below the API's address at the gateway. */
  testPath: string
}

export const RUNBOOK_WEEK: Week = {
  api: {
    name: 'my-service-api',
    version: '1.0.0',
    displayName: 'My Service API',
    backendUrl: 'http://my-backend:8080/api',
  },
  rateLimit: { name: 'standard-rate-limit', requestsPerMinute: 100, burst: 10 },
  cors: { name: 'browser-cors', origins: ['https://yourapp.com', 'http://localhost:3000'] },
  consumer: {
    externalId: 'client-001',
    name: 'Acme Corp Integration',
    email: 'dev@acme.example.com',
  },
  testPath: 'health',
}

const FUNCTIONS = String.raw`
die() { printf '%s\n' "$*" >&2; exit 1; }
for tool in curl jq; do command -v "$tool" >/dev/null || die "$tool is not installed"; done

if [ -z "${'$'}{TOKEN:-}" ]; then
  [ -n "${'$'}{STOA_CLIENT_SECRET:-}" ] || die 'Set TOKEN, or STOA_CLIENT_SECRET of the client control-plane-api'
  # The secret goes by standard input: the list of processes shows every word of a command.
  TOKEN=$(printf '%s' "$STOA_CLIENT_SECRET" | curl -q -sS --globoff --max-time 30 \
    --data-urlencode client_secret@- -d client_id=control-plane-api -d grant_type=client_credentials \
    --url "$realm_address/protocol/openid-connect/token" | jq -er .access_token) || die 'No token was issued'
fi

# call METHOD PATH [BODY]: leaves the answer in $body and its HTTP status in $status
call() {
  local answer words=()
  [ $# -lt 3 ] || words=(-H 'Content-Type: application/json' --data-binary "$3")
  answer=$(curl -q -sS --globoff --max-time 30 -X "$1" -w '\n%{http_code}' \
    -H @<(printf 'Authorization: Bearer %s' "$TOKEN") \
    ${'$'}{words[@]+"${'$'}{words[@]}"} --url "$api$2") || die "$1 $2: no answer"
  status=${'$'}{answer##*$'\n'}
  body=${'$'}{answer%$'\n'*}
}

# find_id PATH FILTER: the id of the first item that the filter selects, over all pages; leaves it in $id
# The filter reads names from the environment, so that none of them can be taken for a part of it.
find_id() {
  local path=$1 filter=$2 page=1
  id=''
  while :; do
    call GET "$path&page_size=100&page=$page"
    [ "$status" = 200 ] || die "GET $path: HTTP $status: $body"
    id=$(jq -r "[.items[] | select($filter) | .id][0] // empty" <<<"$body")
    [ -z "$id" ] || return 0
    [ "$(jq '.page * .page_size < .total' <<<"$body")" = true ] || return 0
    page=$((page + 1))
  done
}

# create WHAT PATH BODY: leaves the new id in $id
create() {
  call POST "$2" "$3"
  case $status in
    200 | 201) ;;
    *) die "$1: HTTP $status: $body" ;;
  esac
  id=$(jq -er .id <<<"$body") || die "$1: the answer has no id: $body"
  printf 'created  %s %s\n' "$1" "$id"
}

# ensure WHAT LIST-PATH FILTER CREATE-PATH BODY
ensure() {
  local what=$1 list=$2 filter=$3 path=$4 wanted=$5
  find_id "$list" "$filter"
  if [ -n "$id" ]; then
    printf 'present  %s %s\n' "$what" "$id"
  else
    create "$what" "$path" "$wanted"
  fi
}
`.trim()

const STEPS = String.raw`
echo '— Day 2: the API'
name=$api_name version=$api_version ensure API "/v1/contracts?tenant=$tenant_segment" \
  '.apiName == env.name and .apiVersion == env.version' /v1/contracts "$contract"
contract_id=$id

echo '— Day 3: the policies'
name=$rate_limit_name ensure 'rate limit' "/v1/admin/policies?tenant_id=$tenant_segment" \
  '.name == env.name and .policy_type == "rate_limit"' /v1/admin/policies "$rate_limit"
name=$cors_name ensure 'CORS policy' "/v1/admin/policies?tenant_id=$tenant_segment" \
  '.name == env.name and .policy_type == "cors"' /v1/admin/policies "$cors"

echo '— Day 4: the consumer and the key'
name=$external_id ensure consumer "/v1/consumers/$tenant_segment?sort=name" \
  '.external_id == env.name' "/v1/consumers/$tenant_segment" "$consumer"
consumer_id=$id
find_id "/v1/subscriptions/tenant/$tenant_segment?consumer_id=$consumer_id&api_id=$contract_id" \
  '.status == "active" or .status == "pending"'
api_key=${'$'}{API_KEY:-}
if [ -n "$id" ]; then
  printf 'present  subscription %s\n' "$id"
else
  create subscription /v1/subscriptions "$(jq -n --arg consumer "$consumer_id" --arg api "$contract_id" --arg tenant "$tenant" \
    '{consumer_id: $consumer, api_id: $api, tenant_id: $tenant}')"
  api_key=$(jq -r '.api_key // empty' <<<"$body")
  printf 'API key, shown this once: %s\n' "$api_key"
fi

if [ -z "$api_key" ]; then
  echo 'The key of a subscription is shown once: set API_KEY to try the calls of Days 4 and 3.'
  exit 0
fi

gateway_call() {
  curl -q -s -o /dev/null --globoff --max-time 30 -w '%{http_code}' \
    -H @<(printf 'X-API-Key: %s' "$api_key") --url "$gateway$route" || true
}

echo '— Day 4: a call with the key'
printf 'HTTP %s from %s\n' "$(gateway_call)" "$gateway$route"

echo '— Day 3: a burst'
limited=0
for ((n = 0; n < burst_calls; n++)); do
  [ "$(gateway_call)" != 429 ] || limited=$((limited + 1))
done
printf '%s of %s calls were answered 429\n' "$limited" "$burst_calls"
`.trim()

/** `stoa-week.sh`: needs curl, jq and TOKEN, or STOA_CLIENT_SECRET. */
export function sessionScript(install: Install, week: Week = RUNBOOK_WEEK): string {
  const { addresses, tenant } = install
  const realm = `${addresses.keycloak}/realms/${encodeURIComponent(install.realm.toWellFormed())}`
  const major = week.api.version.split('.')[0] ?? '1'
  const segments = [week.api.name, `v${major}`, ...week.testPath.split('/')]
  const route = segments.map((one) => encodeURIComponent(one.toWellFormed())).join('/')
  return [
    '#!/usr/bin/env bash',
    `# stoa-week.sh: the runbook's week for ${inOneLine(addresses.gateway)}. A second run creates nothing.`,
    'set -euo pipefail',
    '',
    assignment('default_api', addresses.controlPlane),
    assignment('default_gateway', addresses.gateway),
    assignment('realm_address', realm),
    'api=${STOA_API_URL:-$default_api}',
    'gateway=${STOA_GATEWAY_URL:-$default_gateway}',
    assignment('tenant', tenant),
    assignment('tenant_segment', encodeURIComponent(tenant.toWellFormed())),
    assignment('route', `/${route}`),
    assignment('api_name', week.api.name),
    assignment('api_version', week.api.version),
    assignment('rate_limit_name', week.rateLimit.name),
    assignment('cors_name', week.cors.name),
    assignment('external_id', week.consumer.externalId),
    `burst_calls=${week.rateLimit.burst + 5}`,
    '',
    ...bodies(tenant, week),
    '',
    FUNCTIONS,
    '',
    STEPS,
    '',
  ].join('\n')
}

function bodies(tenant: string, { api, rateLimit, cors, consumer }: Week): string[] {
  return [
    jsonAssignment('contract', {
      apiName: api.name,
      apiVersion: api.version,
      tenant,
      displayName: api.displayName,
      endpoint: { url: api.backendUrl, method: 'REST', timeout: '15s' },
      auth: { type: 'api_key' },
      portal: { visible: true, categories: ['production'] },
    }),
    jsonAssignment('rate_limit', {
      name: rateLimit.name,
      policy_type: 'rate_limit',
      tenant_id: tenant,
      scope: 'api',
      config: { requests_per_minute: rateLimit.requestsPerMinute, burst: rateLimit.burst },
    }),
    jsonAssignment('cors', {
      name: cors.name,
      policy_type: 'cors',
      tenant_id: tenant,
      scope: 'api',
      config: {
        origins: cors.origins,
        methods: ['GET', 'POST', 'PUT', 'DELETE'],
        headers: ['Content-Type', 'Authorization', 'X-API-Key'],
        max_age: 3600,
      },
    }),
    jsonAssignment('consumer', {
      external_id: consumer.externalId,
      name: consumer.name,
      email: consumer.email,
    }),
  ]
}
