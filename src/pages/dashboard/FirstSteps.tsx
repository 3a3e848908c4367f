import { paths } from '~/app/paths'
import { EmptyState } from '~/components/state/EmptyState'
import { LinkButton } from '~/components/ui/LinkButton'
import { useCan } from '~/auth/permissions'
import { m } from '~/i18n/gen/messages'
import RouteIcon from 'lucide-react/icons/route'

/** An install without APIs has no traffic to draw: what to do first, instead of empty charts. */
export function FirstSteps({ tenant }: { tenant: string }) {
  const canRegister = useCan('contracts:write')
  return (
    <section className="rounded-lg border border-line bg-surface">
      <EmptyState
        icon={RouteIcon}
        title={m.dashboard_new_title()}
        hint={canRegister ? m.dashboard_new_hint() : m.dashboard_new_reader()}
        action={
          <span className="flex flex-wrap justify-center gap-2">
            {canRegister && (
              <LinkButton to={paths.newApi({ tenant })}>{m.dashboard_new_action()}</LinkButton>
            )}
            <LinkButton variant="primary" to={paths.onboarding({ tenant })}>
              {m.dashboard_new_week()}
            </LinkButton>
          </span>
        }
      />
    </section>
  )
}
