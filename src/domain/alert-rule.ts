/** Alerting rules as Prometheus holds them, and what the expression of one is about: a value and its threshold. */

import type { Alert } from './alert'

export interface AlertingRule {
  name: string
  query: string
  state: Alert['state'] | 'unknown'
  /** Seconds for which the condition has to hold before it fires. */
  forSeconds: number
  labels: ReadonlyMap<string, string>
  /** `ok`, `err`, or `unknown` before the first evaluation. */
  health: string
  /** Empty where there is none, or where the server does not tell this reader. */
  lastError: string
  /** RFC 3339; undefined before the first evaluation. */
  lastEvaluation: string | undefined
  /** Its alerts that are pending or firing. */
  alerts: readonly Alert[]
}

export type Operator = '>' | '>=' | '<' | '<=' | '==' | '!='

/** `left operator threshold`, as an expression says it. */
export interface Condition {
  left: string
  operator: Operator
  threshold: number
}

/** Something at the top level of an expression: not in brackets, text or comment. */
interface Mark {
  at: number
  text: string
}

const CLOSES = ')]}'
const OPENS = '([{'

/** End of a text literal that begins at `from`, or of a comment; the position after it. */
function skipped(query: string, from: number): number | undefined {
  const first = query[from] ?? ''
  if (first === '#') {
    const end = query.indexOf('\n', from)
    return end === -1 ? query.length : end
  }
  if (!'"\'`'.includes(first)) return undefined
  for (let at = from + 1; at < query.length; at++) {
    if (query[at] === '\\' && first !== '`') at++
    else if (query[at] === first) return at + 1
  }
  return query.length
}

/** Comparisons and set operators at the top level, in order. */
function topLevelMarks(query: string): Mark[] {
  const marks: Mark[] = []
  let depth = 0
  for (let at = 0; at < query.length;) {
    const end = skipped(query, at)
    const mark =
      depth === 0 ? /^(?:[=!<>]=|[<>]|\b(?:and|or|unless)\b)/i.exec(query.slice(at)) : null
    const word = /^\w+/.exec(query.slice(at))?.[0]
    if (end !== undefined) at = end
    else if (mark) {
      marks.push({ at, text: mark[0].toLowerCase() })
      at += mark[0].length
    } else {
      const sign = query[at] ?? ''
      if (OPENS.includes(sign)) depth++
      if (CLOSES.includes(sign)) depth--
      at += word?.length ?? 1
    }
  }
  return marks
}

const NUMBER = /^\s*(?:bool\s+)?([-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?)\s*$/i
const isComparison = (text: string): text is Operator => /^[=!<>]/.test(text)

/**
 * The condition that an alert's expression puts to one value: `a / b > 0.05`. Of `x == 0 or absent(x)` it is the first part.
 * @returns undefined where the expression compares nothing with a number, or more than one thing
 */
export function conditionOf(query: string): Condition | undefined {
  const marks = topLevelMarks(query)
  const end = marks.find(({ text }) => text === 'or')?.at ?? query.length
  const inPart = marks.filter(({ at }) => at < end)
  const [only] = inPart
  if (!only || inPart.length > 1 || !isComparison(only.text)) return undefined
  const threshold = NUMBER.exec(query.slice(only.at + only.text.length, end))?.[1]
  if (threshold === undefined) return undefined
  return { left: query.slice(0, only.at).trim(), operator: only.text, threshold: Number(threshold) }
}

const holds: Record<Operator, (value: number, threshold: number) => boolean> = {
  '>': (value, threshold) => value > threshold,
  '>=': (value, threshold) => value >= threshold,
  '<': (value, threshold) => value < threshold,
  '<=': (value, threshold) => value <= threshold,
  '==': (value, threshold) => value === threshold,
  '!=': (value, threshold) => value !== threshold,
}

/** Does a value meet the condition? What is no number never does. */
export const meets = (value: number, { operator, threshold }: Condition): boolean =>
  holds[operator](value, threshold) && !Number.isNaN(value)

/**
 * Of several values the one that says most about the condition: one that meets it before one that does not, then the farthest on
 * its side.
 * @returns undefined of none, or where no value is a number
 */
export function mostTelling(values: readonly number[], condition: Condition): number | undefined {
  const { operator, threshold } = condition
  const score: Record<Operator, (value: number) => number> = {
    '>': (value) => value,
    '>=': (value) => value,
    '<': (value) => -value,
    '<=': (value) => -value,
    '==': (value) => -Math.abs(value - threshold),
    '!=': (value) => Math.abs(value - threshold),
  }
  return values
    .filter((value) => !Number.isNaN(value))
    .toSorted((a, b) => score[operator](b) - score[operator](a))[0]
}

/** Is the value a share: a quotient against a threshold below 1? Then it is said in percent. */
export const isShare = ({ left, threshold }: Condition): boolean =>
  left.includes('/') && threshold > 0 && threshold < 1

/** When the alert that has lasted longest began; undefined without one. RFC 3339. */
export function sinceOf({ alerts, state }: AlertingRule): string | undefined {
  const times = alerts.flatMap((alert) => (alert.state === state ? (alert.activeAt ?? []) : []))
  return times.toSorted((a, b) => Date.parse(a) - Date.parse(b))[0]
}
