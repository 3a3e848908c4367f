import type { CorsTried } from '~/api/cors-try'
import { paths } from '~/app/paths'
import { rolesFor, useCan } from '~/auth/permissions'
import { FailureNote } from '~/components/state/FailureNote'
import { ActionLink } from '~/components/ui/ActionLink'
import { Name } from '~/components/ui/Name'
import { type CorsAddition, type CorsChange, corsChanges } from '~/domain/cors-report'
import { formatList } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

interface Props {
  tenant: string
  api: string
  tried: CorsTried
}

/** The change of a policy that would let the call pass, for whoever may make it. */
export function CorsChanges({ tenant, api, tried }: Props) {
  const { ask, report, effective, effectiveFailure } = tried
  if (effectiveFailure) return <FailureNote failure={effectiveFailure} />
  if (!effective || report.verdict === 'allowed' || report.verdict === 'unknown') return null
  const changes = corsChanges(ask, effective)
  if (changes.length === 0) return <p className="text-warn">{m.labs_cors_not_yet()}</p>
  return (
    <ul className="flex flex-col gap-3" aria-label={m.labs_cors_changes()}>
      {changes.map((change) => (
        <li key={change.policy?.policy_id ?? 'new'} className="flex flex-col items-start gap-1.5">
          <Change tenant={tenant} api={api} change={change} />
        </li>
      ))}
    </ul>
  )
}

interface ChangeProps {
  tenant: string
  api: string
  change: CorsChange
}

function Change({ tenant, api, change: { policy, add } }: ChangeProps) {
  const disabledBecause = useCan('policies:write')
    ? undefined
    : m.policies_needs_role({ roles: formatList(rolesFor('policies:write')) })
  return (
    <>
      <p>
        <Name
          value={
            policy
              ? m.labs_cors_change({ name: policy.policy_name, added: addedText(add) })
              : m.labs_cors_change_new({ added: addedText(add) })
          }
        />
      </p>
      <ActionLink
        variant="primary"
        to={paths.draftCors({ tenant, api, ...(policy && { policy: policy.policy_id }), ...add })}
        disabledBecause={disabledBecause}
      >
        {policy ? m.labs_cors_edit() : m.labs_cors_draft()}
      </ActionLink>
    </>
  )
}

const addedText = ({ origins, methods, headers, credentials }: CorsAddition): string =>
  formatList([
    ...origins.map((origin) => m.labs_cors_add_origin({ origin })),
    ...methods.map((method) => m.labs_cors_add_method({ method })),
    ...headers.map((header) => m.labs_cors_add_header({ header })),
    ...(credentials ? [m.labs_cors_add_credentials()] : []),
  ])
