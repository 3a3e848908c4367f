/** What the Control Plane measured, in the reader's language: its codes have a sentence here. */

import type { Because } from '~/domain/runbook/step'
import { formatInstant } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

const sentences: Record<string, (values: never) => string> = {
  not_configured: m.readiness_said_not_configured,
  late: m.readiness_said_late,
  source_silent: m.readiness_said_source_silent,
  prometheus_silent: m.readiness_said_prometheus_silent,
  question_refused: m.readiness_said_question_refused,
  keys_none: m.readiness_said_keys_none,
  keys_unique: m.readiness_said_keys_unique,
  keys_shared: m.readiness_said_keys_shared,
  config_unasked: m.readiness_said_config_unasked,
  config_current: m.readiness_said_config_current,
  config_old: m.readiness_said_config_old,
  restart_none: m.readiness_said_restart_none,
  restart_within: m.readiness_said_restart_within,
  restart_longer: m.readiness_said_restart_longer,
  restart_unclear: m.readiness_said_restart_unclear,
  up_none: m.readiness_said_up_none,
  up_good: m.readiness_said_up_good,
  up_bad: m.readiness_said_up_bad,
  targets_none: m.readiness_said_targets_none,
  targets_good: m.readiness_said_targets_good,
  targets_bad: m.readiness_said_targets_bad,
  rules_unlisted: m.readiness_said_rules_unlisted,
  rules_missing: m.readiness_said_rules_missing,
  rules_broken: m.readiness_said_rules_broken,
  rules_loaded: m.readiness_said_rules_loaded,
  alert_none: m.readiness_said_alert_none,
  alert_under_way: m.readiness_said_alert_under_way,
  alert_lost: m.readiness_said_alert_lost,
  alert_received: m.readiness_said_alert_received,
  alert_late: m.readiness_said_alert_late,
  limit_none: m.readiness_said_limit_none,
  limit_unmeasured: m.readiness_said_limit_unmeasured,
  limit_hit: m.readiness_said_limit_hit,
  limit_unhit: m.readiness_said_limit_unhit,
  database_embedded: m.readiness_said_database_embedded,
  database_durable: m.readiness_said_database_durable,
  database_lossy: m.readiness_said_database_lossy,
  address_unknown: m.readiness_said_address_unknown,
  tls_plain: m.readiness_said_tls_plain,
  tls_no_handshake: m.readiness_said_tls_no_handshake,
  tls_good: m.readiness_said_tls_good,
  tls_refused: m.readiness_said_tls_refused,
  certificate_none: m.readiness_said_certificate_none,
  certificate_lasts: m.readiness_said_certificate_lasts,
  certificate_ends: m.readiness_said_certificate_ends,
  admin_bound: m.readiness_said_admin_bound,
  expiring_none: m.readiness_said_expiring_none,
  expiring_some: m.readiness_said_expiring_some,
  unused_none: m.readiness_said_unused_none,
  unused_some: m.readiness_said_unused_some,
  apis_none: m.readiness_said_apis_none,
  apis_limited: m.readiness_said_apis_limited,
  apis_open: m.readiness_said_apis_open,
  cors_open: m.readiness_said_cors_open,
  cors_none: m.readiness_said_cors_none,
  cors_listed: m.readiness_said_cors_listed,
  backups: m.readiness_said_backups,
  versions: m.readiness_said_versions,
}

const clients: Record<string, () => string> = {
  accepted: m.readiness_said_client_accepted,
  refused: m.readiness_said_client_refused,
  unclear: m.readiness_said_client_unclear,
}
const admins: Record<string, () => string> = {
  accepted: m.readiness_said_admin_accepted,
  refused: m.readiness_said_admin_refused,
  unclear: m.readiness_said_admin_unclear,
}

/** Two credentials were tried; what is wrong stands first. */
function credentials({ client, admin }: Because['values']): string | undefined {
  const said = [clients[String(client)]?.(), admins[String(admin)]?.()]
  return said.includes(undefined)
    ? undefined
    : (admin === 'accepted' ? said.toReversed() : said).join(' ')
}

/** Is there a sentence for this code of the Control Plane's? */
export const isKnownCode = (code: string): boolean =>
  code === 'default_credentials' || Object.hasOwn(sentences, code)

/** Undefined where the code is of a newer Control Plane, or of none: then its own words are shown. */
export function saidText({ values }: Because): string | undefined {
  const { said, at } = values
  if (said === 'default_credentials') return credentials(values)
  const sentence = typeof said === 'string' ? sentences[said] : undefined
  if (!sentence) return undefined
  const shown = {
    ...values,
    ...(typeof at === 'string' && { at: formatInstant(Date.parse(at)) }),
  }
  // Checked by a test for every code: the Control Plane gives each sentence what stands in it.
  return sentence(shown as never)
}
