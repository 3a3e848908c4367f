import { paths } from '~/app/paths'
import { LinkButton } from '~/components/ui/LinkButton'
import type { Contract } from '~/domain/contract'
import type { Verdict } from '~/domain/verdict'
import { m } from '~/i18n/gen/messages'

interface Step {
  label: () => string
  to: (api: Contract) => string
}

const consumers: Step = { label: m.apis_fix_consumers, to: paths.consumers }
const editBackend: Step = { label: m.apis_fix_backend, to: paths.editApi }
const policies: Step = { label: m.apis_fix_policies, to: paths.policies }

/** Where each verdict is mended. */
const steps: Record<Verdict, Step> = {
  ok: { label: m.apis_fix_traffic, to: paths.dashboard },
  redirect: editBackend,
  web_page: editBackend,
  backend_says_no: editBackend,
  key_missing: consumers,
  key_unknown: consumers,
  key_revoked: consumers,
  key_expired: consumers,
  token: {
    label: m.apis_fix_token,
    to: ({ tenant }) => paths.newPolicy({ tenant, type: 'jwt_validation' }),
  },
  consumer: consumers,
  subscription: consumers,
  wrong_api: consumers,
  policy: policies,
  route_unknown: { label: m.apis_fix_contract, to: paths.editApi },
  limited: policies,
  quota: consumers,
  backend_unreachable: editBackend,
  backend_denied: editBackend,
  backend_timeout: { label: m.apis_fix_timeout, to: paths.editApi },
  gateway_down: { label: m.apis_fix_services, to: paths.dashboard },
  gateway_says_no: policies,
}

/** The next step of a verdict. */
export function VerdictStep({ verdict, api }: { verdict: Verdict; api: Contract }) {
  const { label, to } = steps[verdict]
  return (
    <LinkButton size="sm" to={to(api)}>
      {label()}
    </LinkButton>
  )
}
