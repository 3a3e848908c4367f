import { publicAddress } from '~/api/gateway'
import type { PortalApiDetail, PortalPlan } from '~/api/portal-own'
import { Badge } from '~/components/ui/Badge'
import { SecretSnippets } from '~/components/secret/SecretSnippets'
import { Name } from '~/components/ui/Name'
import { Section } from '~/components/ui/Section'
import { Markdown } from '~/features/openapi-view/Markdown'
import { firstCall } from '~/features/portal/first-call'
import { planApproval, planLimits } from '~/features/portal/plan-words'
import { m } from '~/i18n/gen/messages'

/** What an API is for, what it may be used for in numbers, and its first call in three languages. */
export function About({ api }: { api: PortalApiDetail }) {
  const { method, path } = firstCall(api.openapi)
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <Section title={m.portal_about()}>
        {api.description === '' ? (
          <p className="text-muted">{m.portal_no_description()}</p>
        ) : (
          <Markdown text={api.description} />
        )}
      </Section>
      <Section title={m.portal_plans()}>
        <Plans plans={api.plans} auth={api.auth_type} />
      </Section>
      <Section title={m.portal_first_call()}>
        {api.auth_type === 'api_key' ? (
          <SecretSnippets call={{ method, url: publicAddress(api.path + path) }} />
        ) : (
          <p className="[overflow-wrap:anywhere]">
            <code>
              {method} {publicAddress(api.path + path)}
            </code>
          </p>
        )}
      </Section>
    </div>
  )
}

function Plans({ plans, auth }: { plans: readonly PortalPlan[]; auth: string }) {
  if (auth === 'none') return <p>{m.portal_auth_none()}</p>
  if (auth === 'jwt') return <p>{m.portal_auth_jwt()}</p>
  if (plans.length === 0) return <p>{m.portal_no_plans()}</p>
  return (
    <ul className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
      {plans.map((plan) => (
        <li key={plan.id} className="flex min-w-0 flex-col gap-1 rounded-md border border-line p-3">
          <p className="flex flex-wrap items-center gap-2 font-medium">
            <Name value={plan.name} />
            <Badge tone={plan.requires_approval ? 'info' : 'ok'}>
              {plan.requires_approval ? m.portal_plan_asks() : m.portal_plan_free()}
            </Badge>
          </p>
          <p>{planLimits(plan)}</p>
          {plan.description !== '' && (
            <p className="[overflow-wrap:anywhere]">
              <Name value={plan.description} />
            </p>
          )}
          <p className="mt-auto text-sm text-muted">{planApproval(plan)}</p>
        </li>
      ))}
    </ul>
  )
}
