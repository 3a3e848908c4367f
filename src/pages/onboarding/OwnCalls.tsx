import { Link } from 'react-router'

import { CALM_MS } from '~/api/runbook-calls'
import { paths } from '~/app/paths'
import { CHECK_MARK } from '~/domain/console-check'
import { m } from '~/i18n/gen/messages'

import { type PartProps, servedApis } from './part'

/** The step is measured by calls that the console makes by itself: who reads the log or the metrics has to know them. */
export function OwnCalls({ tenant, runbook }: PartProps) {
  // Nothing to call, nothing to say.
  if (servedApis(runbook).length === 0) return null
  return (
    <p className="max-w-[80ch] text-sm text-muted">
      {m.onboarding_own_calls({ minutes: CALM_MS / 60_000, mark: CHECK_MARK })}{' '}
      <Link
        className="text-accent underline underline-offset-2"
        data-print="never"
        to={paths.logs({ tenant, search: CHECK_MARK })}
      >
        {m.onboarding_own_calls_see()}
      </Link>
    </p>
  )
}
