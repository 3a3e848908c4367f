import type { Doctored, Finding, Vantage } from '~/domain/doctor'
import { m } from '~/i18n/gen/messages'

export const SERVICE_NAMES: Record<Doctored, () => string> = {
  'console-server': m.doctor_service_console_server,
  'control-plane': m.doctor_service_control_plane,
  gateway: m.doctor_service_gateway,
  keycloak: m.doctor_service_keycloak,
  'keycloak-login': m.doctor_service_keycloak_login,
  prometheus: m.doctor_service_prometheus,
  alertmanager: m.doctor_service_alertmanager,
  database: m.doctor_service_database,
}

export const VANTAGES: Record<Vantage, () => string> = {
  browser: m.doctor_from_browser,
  'console-server': m.doctor_from_console_server,
  'control-plane': m.doctor_from_control_plane,
}

/** What was proved, and what to do next. */
export const FINDINGS: Record<Finding, { proved: () => string; next?: () => string }> = {
  well: { proved: m.doctor_well },
  off: { proved: m.doctor_off, next: m.doctor_off_next },
  offline: { proved: m.doctor_offline, next: m.doctor_offline_next },
  refused: { proved: m.doctor_refused, next: m.doctor_refused_next },
  dns: { proved: m.doctor_dns, next: m.doctor_dns_next },
  timeout: { proved: m.doctor_timeout, next: m.doctor_timeout_next },
  tls: { proved: m.doctor_tls, next: m.doctor_tls_next },
  unreachable: { proved: m.doctor_unreachable, next: m.doctor_unreachable_next },
  no_readable_answer: {
    proved: m.doctor_no_readable_answer,
    next: m.doctor_no_readable_answer_next,
  },
  cors: { proved: m.doctor_cors, next: m.doctor_cors_next },
  redirect: { proved: m.doctor_redirect, next: m.doctor_redirect_next },
  unauthorized: { proved: m.doctor_unauthorized, next: m.doctor_unauthorized_next },
  forbidden: { proved: m.doctor_forbidden, next: m.doctor_forbidden_next },
  not_found: { proved: m.doctor_not_found, next: m.doctor_not_found_next },
  html: { proved: m.doctor_html, next: m.doctor_html_next },
  other_program: { proved: m.doctor_other_program, next: m.doctor_other_program_next },
  wrong_issuer: { proved: m.doctor_wrong_issuer, next: m.doctor_wrong_issuer_next },
  wrong_version: { proved: m.doctor_wrong_version, next: m.doctor_wrong_version_next },
  server_error: { proved: m.doctor_server_error, next: m.doctor_server_error_next },
  unheard: { proved: m.doctor_unheard, next: m.doctor_unheard_next },
}
