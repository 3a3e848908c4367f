/** What the CORS lab's findings are called, in sentences. */

import type { CorsFaults } from '~/domain/cors-form'
import type { CorsReport, CorsRow, CorsRowState } from '~/domain/cors-report'
import { callFaults } from '~/features/test-call/words'
import { formatList } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

export const corsFaults: CorsFaults = { ...callFaults, origin: m.call_cors_fault }

export const stateWords: Record<CorsRowState, () => string> = {
  ok: m.labs_cors_ok,
  refused: m.labs_cors_refused,
  untold: m.labs_cors_untold,
  unasked: m.labs_cors_unasked,
}

type Verdict = CorsReport['verdict']

const sentences: Record<Verdict, (said: Said) => string> = {
  allowed: m.call_cors_allowed,
  unknown: () => m.labs_cors_unknown(),
  no_rule: m.call_cors_no_rule,
  origin: m.call_cors_no_origin,
  credentials: m.call_cors_no_credentials,
  method: m.call_cors_no_method,
  headers: m.call_cors_no_headers,
}

interface Said {
  origin: string
  method: string
  headers: string
}

/** What a browser would do, and why. */
export const verdictText = (
  { verdict, refused }: CorsReport,
  { origin, method }: Pick<Said, 'origin' | 'method'>,
): string => sentences[verdict]({ origin, method, headers: formatList([...refused]) })

/** What a browser looks for in one header. */
export function wantedText({ part, wanted }: CorsRow): string {
  if (wanted === '') return m.labs_cors_wanted_nothing()
  if (part === 'origin') return m.labs_cors_wanted_origin({ origin: wanted })
  return wanted
}
