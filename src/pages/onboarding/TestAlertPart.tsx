import { useMutation } from '@tanstack/react-query'

import { testAlerts } from '~/api/readiness'
import { rolesFor, useCan } from '~/auth/permissions'
import { FailureNote } from '~/components/state/FailureNote'
import { Button } from '~/components/ui/Button'
import { formatList, formatNumber } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

import type { PartProps } from './part'

/** Sends a test alert the way of a real one and waits for its receiver. */
export function TestAlertPart({ tenant }: PartProps) {
  const prove = useMutation(testAlerts.prove(tenant))
  const mayTest = useCan('alerts:test')
  const mayKeep = useCan('onboarding:write')
  const may = mayTest && mayKeep
  const roles = formatList(rolesFor('alerts:test'))
  const latency = prove.data?.latency_ms
  return (
    <div className="flex flex-col gap-2" data-print="never" aria-live="polite">
      <div>
        <Button
          pending={prove.isPending}
          disabled={!may}
          onClick={() => prove.mutate(undefined)}
          {...(!may && { title: m.onboarding_do_alert_needs({ roles }) })}
        >
          {m.onboarding_do_alert()}
        </Button>
      </div>
      {prove.isPending && <p className="text-muted">{m.onboarding_alert_waiting()}</p>}
      {prove.error && <FailureNote failure={prove.error} />}
      {latency != null && (
        <p className="text-ok">
          {m.onboarding_alert_here({ seconds: formatNumber(Math.round(latency / 100) / 10) })}
        </p>
      )}
    </div>
  )
}
