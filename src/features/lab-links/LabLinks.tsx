import { paths } from '~/app/paths'
import { LinkButton } from '~/components/ui/LinkButton'
import { m } from '~/i18n/gen/messages'

interface Props {
  tenant: string
  /** The API that is called, by its id. */
  api?: string
  /** The policy that is to be proven. */
  policy?: { id: string; policy_type: string }
}

/** The labs that have something to say about an API, about a policy of that type, or about any. */
export function LabLinks({ tenant, api, policy }: Props) {
  const opened = { tenant, ...(api !== undefined && { api }) }
  const has = (type: string) => policy === undefined || policy.policy_type === type
  return (
    <nav aria-label={m.labs_links()} className="flex flex-wrap items-center gap-2 empty:hidden">
      {has('rate_limit') && (
        <LinkButton
          size="sm"
          to={paths.burstLab({ ...opened, ...(policy && { policy: policy.id }) })}
        >
          {m.labs_link_burst()}
        </LinkButton>
      )}
      {has('cors') && (
        <LinkButton size="sm" to={paths.corsLab(opened)}>
          {m.labs_link_cors()}
        </LinkButton>
      )}
    </nav>
  )
}
