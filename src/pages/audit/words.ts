/** What the audit trail's resources are called on screen; a word of a newer server is shown as it is. */

import { plainName } from '~/components/ui/name-parts'
import { m } from '~/i18n/gen/messages'

const types = new Map<string, () => string>([
  ['contract', m.audit_type_contract],
  ['policy', m.audit_type_policy],
  ['plan', m.audit_type_plan],
  ['consumer', m.audit_type_consumer],
  ['subscription', m.audit_type_subscription],
  ['alert', m.audit_type_alert],
  ['silence', m.audit_type_silence],
  ['onboarding', m.audit_type_onboarding],
])

export const typeLabel = (type: string): string => types.get(type)?.() ?? plainName(type)
