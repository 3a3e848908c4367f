import { Badge } from '~/components/ui/Badge'
import type { Progress } from '~/domain/runbook/evaluate'
import { formatNumber } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

/** How many steps are done, and how many fail. */
export function ProgressFacts({ progress: { done, failing, total } }: { progress: Progress }) {
  return (
    <>
      <Badge tone={done === total ? 'ok' : 'neutral'}>
        {m.onboarding_progress({ done: formatNumber(done), total: formatNumber(total) })}
      </Badge>
      {failing > 0 && (
        <Badge tone="bad">{m.onboarding_progress_failing({ count: formatNumber(failing) })}</Badge>
      )}
    </>
  )
}
