import type { LogEntry } from '~/api/logs'
import { isConsoleCheck } from '~/domain/console-check'
import type { Preset } from '~/domain/time-range'
import { explainLogged } from '~/domain/verdict'
import { verdictSentence } from '~/features/test-call/verdict-words'
import { m } from '~/i18n/gen/messages'

import type { Status } from './search'

export const statusWords: Record<Status, () => string> = {
  '2xx': m.logs_status_2xx,
  '4xx': m.logs_status_4xx,
  '5xx': m.logs_status_5xx,
  '200': m.logs_status_200,
  '401': m.logs_status_401,
  '403': m.logs_status_403,
  '404': m.logs_status_404,
  '429': m.logs_status_429,
  '502': m.logs_status_502,
  '504': m.logs_status_504,
}

export const rangeWords: Record<Preset, () => string> = {
  '15m': m.logs_range_15m,
  '1h': m.logs_range_1h,
  '6h': m.logs_range_6h,
  '24h': m.logs_range_24h,
  '7d': m.logs_range_7d,
  '30d': m.logs_range_30d,
}

/** Why a call was refused or failed, in words; undefined for one that went well. */
export function whyOf(entry: LogEntry): string | undefined {
  if (isConsoleCheck(entry)) return m.logs_console_check()
  const { status, reason = null } = entry
  const explained = explainLogged({ status, reason })
  if (explained.verdict === 'ok') return undefined
  return verdictSentence(explained, { status, timeout: undefined })
}
