import { useQuery } from '@tanstack/react-query'

import { portalApi, type PortalApiDetail } from '~/api/portal-own'
import { portalPaths } from '~/app/paths'
import { Code } from '~/components/ui/Code'
import { LinkButton } from '~/components/ui/LinkButton'
import type { MendProps } from '~/features/test-call/called-api'
import { TestCall } from '~/features/test-call/TestCall'
import { explain, type Verdict } from '~/domain/verdict'
import { formatInstant } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

import { developerSentence } from './try-words'

/** A call through the gateway with the key that the developer types, which is kept nowhere. */
export function TryIt({ api }: { api: PortalApiDetail }) {
  const document = useQuery({ ...portalApi.detail(api.id), select: ({ openapi }) => openapi })
  const { tenant, id, path, auth_type: auth, status } = api
  return (
    <TestCall
      api={{ tenant, id, base: path, auth, timeout: undefined, status }}
      document={document}
      Mend={PortalMend}
      sentence={developerSentence}
    />
  )
}

const ofKey = new Set<Verdict>([
  'key_missing',
  'key_malformed',
  'key_unknown',
  'key_revoked',
  'key_expired',
  'subscription',
])
/** Nobody else can mend these. */
const isCallers = new Set<Verdict>(['redirect', 'request', 'too_large', 'token', 'console_says_no'])
const ofPlan = new Set<Verdict>(['limited', 'quota'])

/** The next step that a developer can take; what is the provider's to mend is said to be so. */
function PortalMend({ api, call }: MendProps) {
  const { verdict } = explain(call.answer)
  if (verdict === 'ok' || ofPlan.has(verdict))
    return (
      <LinkButton size="sm" to={portalPaths.usage()}>
        {m.portal_fix_usage()}
      </LinkButton>
    )
  if (ofKey.has(verdict))
    return (
      <LinkButton size="sm" to={portalPaths.keys()}>
        {m.portal_fix_keys()}
      </LinkButton>
    )
  if (verdict === 'wrong_api')
    return (
      <LinkButton size="sm" to={portalPaths.subscribe({ id: api.id })}>
        {m.portal_subscribe()}
      </LinkButton>
    )
  return isCallers.has(verdict) ? null : <TellProvider call={call} />
}

/** What the provider needs to find the call in their log. */
function TellProvider({ call: { answer } }: Pick<MendProps, 'call'>) {
  const { requestId } = explain(answer)
  const time = formatInstant(answer.receivedAt)
  if (requestId === undefined)
    return <p className="text-muted">{m.portal_fix_provider_untold({ time })}</p>
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <p className="text-muted">{m.portal_fix_provider({ time })}</p>
      <Code label={m.portal_fix_request()}>{requestId}</Code>
    </div>
  )
}
