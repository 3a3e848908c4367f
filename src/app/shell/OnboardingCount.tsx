import { useQuery } from '@tanstack/react-query'

import { onboarding } from '~/api/onboarding'
import { seenProgress } from '~/domain/runbook/kept'
import { formatNumber } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

/** How far the week was when it was last measured, beside its place; nothing once it is finished, or while nobody can say. */
export function OnboardingCount({ tenant }: { tenant: string }) {
  const { data, error } = useQuery(onboarding.current(tenant))
  if (error || !data) return null
  const { done, failing, total } = seenProgress(data.steps)
  if (done === total) return null
  const shown = { done: formatNumber(done), total: formatNumber(total) }
  return (
    <span
      className={`ml-auto text-xs tabular-nums ${failing > 0 ? 'text-bad' : 'text-muted'}`}
      title={m.onboarding_progress_as_seen(shown)}
    >
      <span aria-hidden>{m.onboarding_progress_short(shown)}</span>
      <span className="sr-only">{m.onboarding_progress_as_seen(shown)}</span>
    </span>
  )
}
