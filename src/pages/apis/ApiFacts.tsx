import { portalPaths } from '~/app/paths'
import { CopyButton } from '~/components/ui/CopyButton'
import { Facts } from '~/components/ui/Facts'
import { Name } from '~/components/ui/Name'
import { Section } from '~/components/ui/Section'
import { Time } from '~/components/ui/Time'
import { config } from '~/config/config'
import type { Contract } from '~/domain/contract'
import { curl } from '~/domain/curl'
import { m } from '~/i18n/gen/messages'

import { authLabel } from './words'

/** What the contract says, with what is copied most often ready to be copied. */
export function ApiFacts({ api }: { api: Contract }) {
  const read = () =>
    curl({
      method: 'GET',
      base: 'STOA_API_URL',
      path: ['v1', 'contracts', api.id],
      credential: 'TOKEN',
    })
  return (
    <Section
      title={m.apis_facts()}
      action={<CopyButton label={m.apis_curl()} text={m.apis_curl()} value={read} />}
    >
      {api.deprecation && (
        <p className="mb-3 rounded-md border border-warn-line bg-warn-soft px-3 py-2">
          <Name value={m.apis_deprecated_because({ reason: api.deprecation.reason })} />
        </p>
      )}
      <Facts facts={[...where(api), ...how(api)]} />
    </Section>
  )
}

function where(api: Contract) {
  const path = api.bindings[0]?.path ?? ''
  return [
    {
      label: m.apis_fact_path(),
      value: (
        <span className="flex items-center gap-1 font-mono text-sm">
          <Name value={path} />
          <CopyButton label={m.apis_fact_path()} value={path} />
        </span>
      ),
    },
    {
      label: m.apis_fact_backend(),
      value: (
        <span className="font-mono text-sm">
          <Name value={api.endpoint.url} />
        </span>
      ),
    },
    { label: m.apis_column_version(), value: <Name value={api.apiVersion} /> },
    { label: m.apis_fact_protocol(), value: api.endpoint.method },
    { label: m.apis_fact_timeout(), value: api.endpoint.timeout },
    { label: m.apis_fact_auth(), value: authLabel(api.auth.type) },
  ]
}

function how(api: Contract) {
  const sunset = api.deprecation?.sunset_at
  return [
    {
      label: m.apis_fact_portal(),
      value: <InPortal api={api} />,
    },
    {
      label: m.apis_fact_categories(),
      value:
        api.portal.categories.length > 0 ? (
          <Name value={api.portal.categories.join(', ')} />
        ) : (
          m.apis_none()
        ),
    },
    ...(api.deprecation
      ? [
          {
            label: m.apis_fact_sunset(),
            value: sunset ? <Time at={sunset} show="absolute" /> : m.apis_fact_no_sunset(),
          },
        ]
      : []),
    { label: m.apis_fact_created(), value: <Time at={api.created_at} show="absolute" /> },
    { label: m.apis_fact_updated(), value: <Time at={api.updated_at} show="absolute" /> },
    {
      label: m.apis_fact_id(),
      value: (
        <span className="flex items-center gap-1 font-mono text-sm">
          {api.id}
          <CopyButton label={m.apis_fact_id()} value={api.id} />
        </span>
      ),
    },
  ]
}

/** Whether developers find it, and how it looks to them. */
function InPortal({ api }: { api: Contract }) {
  if (!api.portal.visible) return m.apis_fact_hidden()
  const isShown = api.status === 'published' || api.status === 'deprecated'
  return (
    <>
      {m.apis_fact_visible()}
      {isShown && (
        <>
          {' · '}
          <a
            className="text-accent underline"
            href={config().portalUrl + portalPaths.api({ id: api.id })}
            target="_blank"
            rel="noreferrer"
          >
            {m.portal_preview()}
          </a>
        </>
      )}
    </>
  )
}
