import { useQuery } from '@tanstack/react-query'
import CircleIcon from 'lucide-react/icons/circle-check'
import OffIcon from 'lucide-react/icons/circle-dashed'
import UnknownIcon from 'lucide-react/icons/circle-question-mark'
import DownIcon from 'lucide-react/icons/circle-x'

import { Link } from 'react-router'

import { health } from '~/api/health'
import { probes } from '~/api/probes'
import { useParam } from '~/app/params'
import { paths } from '~/app/paths'
import type { ServiceName, ServiceState } from '~/domain/service-states'
import { serviceStates } from '~/domain/service-states'
import { formatDuration } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

const NAMES: Record<ServiceName, () => string> = {
  gateway: m.dashboard_service_gateway,
  'control-plane': m.dashboard_service_control_plane,
  keycloak: m.dashboard_service_keycloak,
  prometheus: m.dashboard_service_prometheus,
  alertmanager: m.dashboard_service_alertmanager,
  database: m.dashboard_service_database,
}

const LOOKS = {
  ok: { icon: CircleIcon, tone: 'text-ok', words: m.dashboard_service_ok },
  down: { icon: DownIcon, tone: 'text-bad', words: m.dashboard_service_down },
  off: { icon: OffIcon, tone: 'text-faint', words: m.dashboard_service_off },
  unknown: { icon: UnknownIcon, tone: 'text-warn', words: m.dashboard_service_unknown },
}

/** The platform's services: which answer, and how soon. The gateway and the Control Plane are asked by this browser itself. */
export function ServiceStrip() {
  const tenant = useParam('tenant')
  const reports = useQuery(health.services())
  const gateway = useQuery(probes.gateway())
  const controlPlane = useQuery(probes.controlPlane())
  if (reports.data === undefined) return <div className="skeleton h-9 w-full" />
  const states = serviceStates(reports.data, {
    gateway: gateway.data,
    'control-plane': controlPlane.data,
  })
  return (
    <ul
      aria-label={m.dashboard_services()}
      className="flex flex-wrap gap-x-5 gap-y-1.5 rounded-lg border border-line bg-surface px-4 py-2"
    >
      {states.map((service) => (
        <Service key={service.name} service={service} />
      ))}
      <li className="ml-auto" data-print="never">
        <Link to={paths.doctor({ tenant })}>{m.doctor_check()}</Link>
      </li>
    </ul>
  )
}

function Service({ service }: { service: ServiceState }) {
  const looks = LOOKS[service.state]
  const Icon = looks.icon
  const why = service.state === 'unknown' ? m.dashboard_service_cannot_tell() : service.detail
  return (
    <li className="inline-flex min-w-0 items-center gap-1.5" title={why}>
      <Icon aria-hidden size={15} className={`shrink-0 ${looks.tone}`} />
      <span className="font-medium">{NAMES[service.name]()}</span>
      <span className={`text-sm ${service.state === 'ok' ? 'sr-only' : looks.tone}`}>
        {looks.words()}
      </span>
      {service.state === 'down' && service.detail !== undefined && (
        <span className="text-sm text-muted">{service.detail}</span>
      )}
      {service.state === 'ok' && service.latencyMs !== undefined && (
        <span className="text-sm text-faint tabular-nums">{formatDuration(service.latencyMs)}</span>
      )}
    </li>
  )
}
