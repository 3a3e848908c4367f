/**
 * How much one question to Prometheus may cost (security.md T13). A time or step that this file cannot read is refused, never
 * passed on: what is not understood cannot be limited.
 */
import { parser } from '@prometheus-io/lezer-promql'

/** A question that costs too much (422). */
export class LimitExceeded extends Error {
  override name = 'LimitExceeded'
}

/** A parameter that is not what Prometheus takes; answered as Prometheus does (400, `bad_data`). */
export class BadParameter extends Error {
  override name = 'BadParameter'
}

const DAY_S = 86_400
const MAX_RANGE_S = 32 * DAY_S
/** Prometheus' own limit. */
const MAX_POINTS = 11_000
/** Under the 10 s of security.md T13: the page, and the console's proxy just before it, give up by then, and the one who knows why has to speak first. */
export const MAX_QUERY_S = 8

/** @throws BadParameter for an unreadable start, end or step; LimitExceeded beyond 32 days or 11,000 points */
export function checkRange(start: string, end: string, step: string): void {
  const from = instant('start', start)
  const to = instant('end', end)
  const stepSeconds = stepOf(step)
  if (to < from)
    throw new BadParameter('invalid parameter "end": end timestamp must not be before start time')
  const range = to - from
  if (range > MAX_RANGE_S)
    throw new LimitExceeded(
      `The range is ${days(range)} days; 32 days are the most that one query may span`,
    )
  const points = Math.floor(range / stepSeconds)
  if (points > MAX_POINTS)
    throw new LimitExceeded(
      `${points} points per series would be drawn; 11000 are the most. Use a step of ${Math.ceil(range / MAX_POINTS)} s or more`,
    )
}

/** @throws BadParameter when an instant is given and unreadable */
export function checkInstant(name: string, value: string | undefined): void {
  if (value !== undefined) instant(name, value)
}

/** The range selectors and sub-queries of an expression (`[40d]`) count too. An expression that does not parse is left to others. */
export function checkSelectors(query: string): void {
  parser.parse(query).iterate({
    enter(node) {
      if (node.name !== 'NumberDurationLiteralInDurationContext') return
      const seconds = durationSeconds(query.slice(node.from, node.to))
      if (seconds !== null && seconds > MAX_RANGE_S)
        throw new LimitExceeded(
          `[${query.slice(node.from, node.to)}] is longer than 32 days, the most that one query may span`,
        )
    },
  })
}

/** The caller's own timeout when it is shorter than ours, else ours; in Prometheus' notation. */
export function queryTimeout(asked: string | undefined): string {
  const seconds = asked === undefined ? null : durationSeconds(asked)
  return seconds !== null && seconds > 0 && seconds <= MAX_QUERY_S
    ? `${seconds}s`
    : `${MAX_QUERY_S}s`
}

function instant(name: string, value: string): number {
  const seconds = plainNumber(value) ?? rfc3339(value)
  if (seconds === null)
    throw new BadParameter(
      `invalid parameter "${name}": cannot parse ${JSON.stringify(value)} to a valid timestamp`,
    )
  return seconds
}

function stepOf(value: string): number {
  const seconds = durationSeconds(value)
  if (seconds === null)
    throw new BadParameter(
      `invalid parameter "step": cannot parse ${JSON.stringify(value)} to a valid duration`,
    )
  if (seconds <= 0)
    throw new BadParameter(
      'invalid parameter "step": zero or negative query resolution step widths are not accepted. Try a positive integer',
    )
  return seconds
}

function plainNumber(value: string): number | null {
  return /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?$/.test(value) ? finite(Number(value)) : null
}

function rfc3339(value: string): number | null {
  const isShaped = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/.test(value)
  return isShaped ? finite(Date.parse(value) / 1000) : null
}

const UNITS: readonly (readonly [string, number])[] = [
  ['y', 365 * DAY_S],
  ['w', 7 * DAY_S],
  ['d', DAY_S],
  ['h', 3600],
  ['m', 60],
  ['s', 1],
  ['ms', 0.001],
]
const DURATION = /^(?:(\d+)y)?(?:(\d+)w)?(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?(?:(\d+)ms)?$/

/** A number of seconds, or a Prometheus duration (1h30m); null when it is neither. */
function durationSeconds(value: string): number | null {
  const number = plainNumber(value)
  if (number !== null) return number
  const parts = value === '' ? null : DURATION.exec(value)
  if (!parts) return null
  return finite(
    UNITS.reduce((sum, [, unit], index) => sum + Number(parts[index + 1] ?? 0) * unit, 0),
  )
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null
}

function days(seconds: number): string {
  return (seconds / DAY_S).toFixed(1)
}
