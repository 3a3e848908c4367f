import type { HandoverCheck, HandoverWords } from '~/domain/artefacts/handover'
import { handoverReport } from '~/domain/artefacts/handover'
import type { Check, Declaration, Group } from '~/domain/readiness'
import { groups, scoreOf } from '~/domain/readiness'
import { isDone } from '~/domain/runbook/step'
import { installOf } from '~/features/artefacts/install'
import { becauseText } from '~/features/runbook/because'
import { stateWord } from '~/features/runbook/words'
import { formatInstant } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

import { checkTitle, groupTitle } from './words'

interface Facts {
  tenant: string
  checks: readonly Check[]
  declaration: Declaration | undefined
  /** Milliseconds since 1970. */
  at: number
  by: string
}

const wordsNow = (): HandoverWords => ({
  title: m.readiness_report_title(),
  tenant: m.readiness_report_tenant(),
  date: m.readiness_report_date(),
  score: m.readiness_score(),
  declaration: m.readiness_report_declaration(),
  notDeclared: m.readiness_not_declared(),
  addresses: m.readiness_report_addresses(),
  names: {
    gateway: m.doctor_service_gateway(),
    controlPlane: m.doctor_service_control_plane(),
    keycloak: 'Keycloak',
    console: m.readiness_report_console(),
    portal: m.readiness_report_portal(),
  },
  open: m.readiness_report_open(),
  nothingOpen: m.readiness_report_nothing_open(),
  check: m.readiness_report_check(),
  state: m.readiness_report_state(),
  evidence: m.onboarding_evidence(),
  signature: m.readiness_report_signature(),
})

const told = (at: string) => formatInstant(Date.parse(at))

const checkTold = ({ id, result }: Check): HandoverCheck => ({
  title: checkTitle(id),
  state: stateWord(result.state),
  reason: becauseText(result.because),
  evidence: result.evidence.map(({ request, excerpt, at, by }) => ({
    request,
    excerpt,
    at: told(at),
    ...(by !== undefined && { by }),
  })),
  isDone: isDone(result.state),
})

/** The handover report in the reader's language. */
export function reportOf({ tenant, checks, declaration, at, by }: Facts): string {
  const { done, total } = scoreOf(checks)
  const inGroup = (group: Group) => ({
    title: groupTitle(group),
    checks: checks.filter((check) => check.group === group).map(checkTold),
  })
  return handoverReport(
    installOf(tenant),
    {
      at: formatInstant(at),
      by,
      score: m.readiness_score_of({ done, total }),
      ...(declaration && {
        declared: `${m.readiness_declared(declaration)} ${told(declaration.at)}`,
      }),
      groups: groups.map(inGroup),
    },
    wordsNow(),
  )
}
