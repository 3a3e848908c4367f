import { useQuery } from '@tanstack/react-query'

import { metrics } from '~/api/metrics'
import { Panel } from '~/components/state/Panel'
import { Badge } from '~/components/ui/Badge'
import { Name } from '~/components/ui/Name'
import { Time } from '~/components/ui/Time'
import type { Alert } from '~/domain/alert'
import { activeAlerts } from '~/domain/alert'
import { m } from '~/i18n/gen/messages'

import { measuredOnly } from '~/features/traffic/measured-only'

interface Props {
  tenant: string
  /** Seconds between two refreshes, 0 for none. */
  refresh: number
}

/** Alerts that Prometheus holds firing or pending, the firing first. */
export function AlertList({ tenant, refresh }: Props) {
  const alerts = measuredOnly(useQuery(metrics.alerts(tenant, refresh)))
  return (
    <Panel title={m.dashboard_alerts()} query={alerts}>
      {(all) => {
        const active = activeAlerts(all)
        if (active.length === 0) return <p className="text-muted">{m.dashboard_alerts_none()}</p>
        return (
          <ul className="flex flex-col divide-y divide-line">
            {active.map((alert) => (
              <AlertRow key={alert.id} alert={alert} />
            ))}
          </ul>
        )
      }}
    </Panel>
  )
}

function AlertRow({ alert }: { alert: Alert }) {
  const isFiring = alert.state === 'firing'
  return (
    <li className="flex flex-wrap items-baseline gap-x-3 gap-y-1 py-2">
      <Badge tone={isFiring ? 'bad' : 'warn'}>
        {isFiring ? m.dashboard_alert_firing() : m.dashboard_alert_pending()}
      </Badge>
      <span className="font-medium">
        <Name value={alert.name} />
      </span>
      {alert.summary !== undefined && <span className="text-muted">{alert.summary}</span>}
      {alert.activeAt !== undefined && (
        <span className="ml-auto text-sm text-faint">
          {m.dashboard_alert_since()} <Time at={alert.activeAt} />
        </span>
      )}
    </li>
  )
}
