import PlusIcon from 'lucide-react/icons/plus'

import type { Permission } from '~/api/me'
import { paths } from '~/app/paths'
import { rolesFor, useCan } from '~/auth/permissions'
import { ActionLink } from '~/components/ui/ActionLink'
import { plainName } from '~/components/ui/name-parts'
import { isTester } from '~/domain/runbook/day-4'
import { formatList } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

import { type PartProps, servedApis } from './part'

interface Props {
  to: string
  label: string
  needs: Permission
  /** What has to be there first. */
  missing?: string | undefined
}

/** Opens the form of another place on this day. */
function FormLink({ to, label, needs, missing }: Props) {
  const may = useCan(needs)
  const refused = m.consumers_needs_role({ roles: formatList(rolesFor(needs)) })
  return (
    <div data-print="never">
      <ActionLink to={to} icon={PlusIcon} disabledBecause={may ? missing : refused}>
        {label}
      </ActionLink>
    </div>
  )
}

export const NewApi = ({ tenant }: PartProps) => (
  <FormLink
    to={paths.onboardingDay({ tenant, day: 2, form: 'new-api' })}
    label={m.onboarding_do_new_api()}
    needs="contracts:write"
  />
)

const newPolicy = (tenant: string, preset: string) =>
  `${paths.onboardingDay({ tenant, day: 3, form: 'new-policy' })}?preset=${preset}`

export const NewLimit = ({ tenant }: PartProps) => (
  <FormLink
    to={newPolicy(tenant, 'rate_limit')}
    label={m.onboarding_do_new_limit()}
    needs="policies:write"
  />
)

export const NewCors = ({ tenant }: PartProps) => (
  <FormLink
    to={newPolicy(tenant, 'cors')}
    label={m.onboarding_do_new_cors()}
    needs="policies:write"
  />
)

export const NewConsumer = ({ tenant }: PartProps) => (
  <FormLink
    to={paths.onboardingDay({ tenant, day: 4, form: 'new-consumer' })}
    label={m.onboarding_do_new_consumer()}
    needs="consumers:write"
  />
)

/** Gives a key to the newest consumer. */
export function Subscribe({ tenant, runbook }: PartProps) {
  const { consumers } = runbook.probes
  const newest =
    consumers.state === 'answered'
      ? consumers.value.find(({ externalId }) => !isTester(externalId))
      : undefined
  if (!newest) return <p className="text-muted">{m.onboarding_do_needs_consumer()}</p>
  const missing = servedApis(runbook).length > 0 ? undefined : m.onboarding_do_needs_api()
  return (
    <FormLink
      to={paths.onboardingSubscribe({ tenant, id: newest.id })}
      label={m.onboarding_do_subscribe({ name: plainName(newest.name) })}
      needs="subscriptions:write"
      missing={missing}
    />
  )
}
