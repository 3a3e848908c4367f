import AlertIcon from 'lucide-react/icons/triangle-alert'

import { Link, useParams } from 'react-router'

import type { ServiceHealth } from '~/api/health'
import { formatClock } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

import { isTenant, paths } from '../paths'

const words: Record<string, { name: () => string; effect: () => string }> = {
  'control-plane': { name: m.app_service_control_plane, effect: m.app_down_control_plane },
  keycloak: { name: m.app_service_keycloak, effect: m.app_down_keycloak },
  gateway: { name: m.app_service_gateway, effect: m.app_down_gateway },
  prometheus: { name: m.app_service_prometheus, effect: m.app_down_prometheus },
  alertmanager: { name: m.app_service_alertmanager, effect: m.app_down_alertmanager },
  database: { name: m.app_service_database, effect: m.app_down_database },
}

/** What is not as it should be, a line each. */
export function ServiceLines({ down, isOnline }: { down: ServiceHealth[]; isOnline: boolean }) {
  if (!isOnline) return <Line>{m.app_offline()}</Line>
  return down.map((service) => <Line key={service.name}>{sentence(service)}</Line>)
}

/** The beginnings of the Control Plane's sentences about a service that is there and answers wrongly. */
const ANSWERS = /^It answer(ed|s) /

function sentence({ name, downSince, detail }: ServiceHealth): string {
  const known = words[name]
  const time = formatClock(downSince ?? Date.now(), { seconds: true })
  const said = ANSWERS.test(detail ?? '') ? m.app_down_wrong : m.app_down_one
  return [
    said({ service: known?.name() ?? name, time }),
    known?.effect() ?? m.app_down_other(),
    ...(detail ? [m.app_down_detail({ detail })] : []),
  ].join(' ')
}

function Line({ children }: { children: string }) {
  const { tenant } = useParams()
  return (
    <span className="flex items-start gap-2 border-b border-warn-line bg-warn-soft px-4 py-2 text-sm text-warn sm:px-6">
      <AlertIcon aria-hidden size={15} className="mt-0.5 shrink-0" />
      <span className="min-w-0 [overflow-wrap:anywhere]">
        {children}{' '}
        {tenant !== undefined && isTenant(tenant) && (
          <Link className="whitespace-nowrap" to={paths.doctor({ tenant })}>
            {m.doctor_open()}
          </Link>
        )}
      </span>
    </span>
  )
}
