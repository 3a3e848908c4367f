import type { ConfigFault, Fault } from '~/config/config'
import { m } from '~/i18n/gen/messages'

import { PlainPage } from '../shell/PlainPage'

const faults: Record<Fault, () => string> = {
  unreachable: m.app_config_unreachable,
  'not-json': m.app_config_not_json,
  missing: m.app_config_missing,
  'not-an-address': m.app_config_not_an_address,
  'not-secure': m.app_config_not_secure,
  'not-a-name': m.app_config_not_a_name,
  'unknown-face': m.app_config_unknown_face,
  'not-a-switch': m.app_config_not_a_switch,
}

/** The console does not start on a wrong configuration; it says which field. */
export function ConfigFaultPage({ fault }: { fault: ConfigFault }) {
  const words = faults[fault.fault]()
  return (
    <PlainPage title={m.app_config_title()}>
      <p role="alert">
        {fault.field
          ? m.app_config_field({ field: fault.field, fault: words })
          : m.app_config_file({ fault: words })}
      </p>
      <p className="text-muted">{m.app_config_next()}</p>
    </PlainPage>
  )
}
