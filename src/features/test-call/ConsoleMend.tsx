import { useQuery } from '@tanstack/react-query'

import { contracts } from '~/api/contracts'
import { subscriptions } from '~/api/subscriptions'
import { paths } from '~/app/paths'
import { LinkButton } from '~/components/ui/LinkButton'
import { Name } from '~/components/ui/Name'
import { nearest } from '~/domain/nearest'
import { explain, type Verdict } from '~/domain/verdict'
import { m } from '~/i18n/gen/messages'

import type { CalledApi, MendProps } from './called-api'

interface Step {
  label: () => string
  to: (api: CalledApi) => string
}

const consumers: Step = { label: m.call_fix_consumers, to: paths.consumers }
const policies: Step = { label: m.call_fix_policies, to: paths.policies }
const services: Step = { label: m.call_fix_services, to: paths.dashboard }
const backend: Step = { label: m.call_fix_backend, to: paths.editApi }
const newPolicy = (type: string, label: () => string): Step => ({
  label,
  to: ({ tenant }) => paths.newPolicy({ tenant, type }),
})

/** Where each verdict is mended by those who keep the API. */
const steps: Partial<Record<Verdict, Step>> = {
  ok: { label: m.call_fix_traffic, to: paths.dashboard },
  redirect: backend,
  web_page: backend,
  backend_says_no: backend,
  key_missing: consumers,
  key_malformed: consumers,
  key_unknown: consumers,
  key_revoked: consumers,
  key_expired: consumers,
  token: policies,
  token_check: newPolicy('jwt_validation', m.call_fix_token),
  consumer: consumers,
  subscription: consumers,
  wrong_api: consumers,
  ip_refused: policies,
  cors: policies,
  too_large: policies,
  route_unknown: { label: m.call_fix_contract, to: paths.api },
  limited: policies,
  quota: consumers,
  backend_unreachable: backend,
  backend_broken: backend,
  backend_denied: backend,
  backend_timeout: { label: m.call_fix_timeout, to: paths.editApi },
  gateway_fault: services,
  gateway_down: services,
  gateway_says_no: policies,
}

/** These are about the one who holds the key: who that is can be looked up by the characters that lists show. */
const aboutHolder = new Set<Verdict>([
  'key_revoked',
  'key_expired',
  'consumer',
  'subscription',
  'wrong_api',
  'quota',
])

/** The next step in the console. */
export function ConsoleMend({ api, call }: MendProps) {
  const { verdict, reason } = explain(call.answer)
  const isPlan = reason === 'plan_rate_limited'
  const prefix = aboutHolder.has(verdict) || isPlan ? call.keyPrefix : undefined
  const step = isPlan ? consumers : steps[verdict]
  const fallback = step && (
    <LinkButton size="sm" to={step.to(api)}>
      {step.label()}
    </LinkButton>
  )
  if (verdict === 'route_unknown') return <NearestApi api={api} path={call.request.path} />
  return prefix === undefined ? (
    fallback
  ) : (
    <Holder api={api} prefix={prefix} isStranger={verdict === 'wrong_api'}>
      {fallback}
    </Holder>
  )
}

interface HolderProps {
  api: CalledApi
  prefix: string
  /** Not yet a subscriber of this API. */
  isStranger: boolean
  /** Shown while the holder is not known. */
  children: React.ReactNode
}

function Holder({ api: { tenant }, prefix, isStranger, children }: HolderProps) {
  const { data } = useQuery(subscriptions.list(tenant, { api_key_prefix: prefix, page_size: 2 }))
  const [holder, second] = data?.items ?? []
  // Two keys may begin alike; then neither is named.
  if (!holder || second) return children
  const { consumer_id: consumerId, consumer_name: name } = holder
  return (
    <>
      <LinkButton size="sm" to={paths.consumer({ tenant, id: consumerId })}>
        <Name value={m.call_fix_consumer({ name })} />
      </LinkButton>
      {isStranger && (
        <LinkButton size="sm" to={paths.newSubscription({ tenant, consumerId })}>
          <Name value={m.call_fix_subscribe({ name })} />
        </LinkButton>
      )}
    </>
  )
}

/** Of the paths that the gateway serves the one that was most likely meant. */
function NearestApi({ api, path }: { api: CalledApi; path: string }) {
  const { tenant, base } = api
  const name = base.split('/')[1] ?? ''
  const { data } = useQuery(
    contracts.list(tenant, { search: name.slice(0, 12), status: 'published', page_size: 100 }),
  )
  const wanted = path.split(/[/?]/).slice(0, 3).join('/')
  const served = (data?.items ?? []).flatMap(({ id, bindings }) =>
    bindings.map((binding) => ({ id, path: binding.path })),
  )
  const found = nearest(
    wanted,
    served.map((one) => one.path),
  )
  const target = served.find((one) => one.path === found)
  return (
    <>
      <LinkButton size="sm" to={paths.editApi({ tenant, id: api.id })}>
        {m.call_fix_contract()}
      </LinkButton>
      {target && (
        <LinkButton size="sm" to={paths.api({ tenant, id: target.id })}>
          <Name value={m.call_fix_nearest({ path: target.path })} />
        </LinkButton>
      )}
    </>
  )
}
