/**
 * Every PromQL expression that the console sends is built here (and, about keys, in promql-keys.ts), from templates and through one escaper: a name from outside can
 * never leave its string (security.md T13).
 */

import type { Family } from './metric-families'
import { RUNBOOK } from './metric-families'

/** What is asked about; never without the tenant. */
export interface Scope {
  tenant: string
  /** Name of an API. */
  api?: string
  /** External id of a consumer. */
  consumer?: string
  /** In whose names is asked; the runbook's when absent. */
  family?: Family
}

/**
 * How far back before a range a counter's starting value is looked for, in seconds: a gateway may be out of reach just then. One
 * that was not seen for longer is taken for new, as a restarted gateway's are.
 */
const BASE_LOOKBACK_S = 3600

/** How often an earlier range is looked at to learn how much of it was measured. */
const MOST_LOOKS = 120

/**
 * A label value as a PromQL string, with its quotes.
 * @throws RangeError when the text holds half of a surrogate pair: no label can hold that, so nothing can match it
 */
export function quote(value: string): string {
  if (!value.isWellFormed())
    throw new RangeError('A name with half of a surrogate pair in it matches nothing')
  // U+FFFD is refused by Prometheus' lexer even where it is meant; control characters would be invisible to a reader.
  // oxlint-disable-next-line no-control-regex -- control characters are exactly what is escaped here
  return `"${value.replace(/[\\"\u0000-\u001f\u007f\ufffd]/g, escapeCharacter)}"`
}

function escapeCharacter(character: string): string {
  if (character === '\\' || character === '"') return `\\${character}`
  if (character === '\n') return String.raw`\n`
  const code = character.charCodeAt(0).toString(16)
  return code.length <= 2 ? `\\x${code.padStart(2, '0')}` : `\\u${code.padStart(4, '0')}`
}

/** The text with every character that RE2 reads as an operator taken literally (`regexp.QuoteMeta`). */
export function quoteMeta(text: string): string {
  return text.replace(/[\\.+*?()|[\]{}^$]/g, String.raw`\$&`)
}

function matcher(label: string, value: string): string {
  if (!/^[a-zA-Z_]\w*$/.test(label))
    throw new RangeError(`Not a label name: ${JSON.stringify(label)}`)
  return `${label}=${quote(value)}`
}

/** `metric{label="value",…}`; the braces are written even when empty, as every selector of ours has them. */
export function selector(metric: string, matchers: Readonly<Record<string, string>>): string {
  const parts = Object.entries(matchers).map(([label, value]) => matcher(label, value))
  return `${metric}{${parts.join(',')}}`
}

/** A whole number of seconds as a PromQL duration. */
export function duration(seconds: number): string {
  if (!Number.isInteger(seconds) || seconds <= 0) throw new RangeError(`Not a duration: ${seconds}`)
  return `${seconds}s`
}

/** A counter of a tenant, and what tells since when its gateway has been watched. */
export interface Counter {
  /** The selector of its series. */
  series: string
  /**
   * Selector of series that a tenant has as soon as the gateway knows one of its APIs, before any call. Where these were seen and a
   * counter was not, the counter stood at 0; where neither was, nobody can tell what it had counted before.
   */
  watched: string
}

/** The labels of a scope in the names of its family. @throws RangeError when the family does not tell apart what is asked for */
function labelsOf({ tenant, api, consumer, family = RUNBOOK }: Scope): Record<string, string> {
  const { labels, byConsumer } = family
  if (api !== undefined && labels.api === undefined)
    throw new RangeError(`${family.requests} does not tell APIs apart`)
  if (consumer !== undefined && byConsumer === undefined)
    throw new RangeError(`${family.requests} does not tell consumers apart`)
  return {
    ...(labels.tenant !== undefined && { [labels.tenant]: tenant }),
    ...(api !== undefined && labels.api !== undefined && { [labels.api]: api }),
    ...(consumer !== undefined && { consumer }),
  }
}

/** The counter of a metric, limited to a scope. */
export function counterOf(metric: string, scope: Scope): Counter {
  const { tenant, family = RUNBOOK } = scope
  const names = [family.requests, family.limited].filter((name) => name !== undefined)
  const named = `__name__=~${quote(names.map(quoteMeta).join('|'))}`
  const { tenant: label } = family.labels
  return {
    series: selector(metric, labelsOf(scope)),
    watched: `{${[named, ...(label === undefined ? [] : [matcher(label, tenant)])].join(',')}}`,
  }
}

/**
 * How much counters grew over the last `seconds`, to the call.
 *
 * `increase()` alone extrapolates to the edges of the range, and takes a counter's first sample for its starting point: the calls
 * that brought a new counter to life (the first 500, a fresh install) would be missing. So a counter that did not start again is
 * subtracted from its value before the range; or taken whole where it was born under our eyes, which is to say that it is there
 * now and its gateway was scraped more often than it; `increase()` answers for the others.
 *
 * @param isToTheScrape a counter that came between the last scrape before the range and the first in it is taken whole as well. For
 *   ranges that begin with what brings a counter to life; a page of questions has no room for it
 */
export function growth(
  { series, watched }: Counter,
  seconds: number,
  isToTheScrape = false,
): string {
  const over = `[${duration(seconds)}]`
  const latest = `last_over_time(${series}[${duration(Math.min(seconds, BASE_LOOKBACK_S))}])`
  const base = `last_over_time(${series}[${duration(BASE_LOOKBACK_S)}] offset ${duration(seconds)})`
  const unbroken = `resets(${series}${over}) == 0`
  const scrapes = `max by (job, instance) (count_over_time(${watched}${over}))`
  const late = `count_over_time(${series}${over}) < on (job, instance) group_left () ${scrapes}`
  const awaited = `${series} and on (job, instance) ${watched} offset ${duration(seconds)}`
  const young = isToTheScrape ? `(${late} or ${awaited})` : late
  const known = `${latest} - ${base} >= 0`
  const born = `(${series} and ${young} unless ${base})`
  return `((${known} or ${born}) and ${unbroken} or increase(${series}${over}))`
}

/**
 * How fast counters grew over the last `window` seconds, per second. As in {@link growth}, a counter that was born in the window
 * is taken whole: to `rate()`, the first calls of a new API would not have happened.
 */
export function speed({ series, watched }: Counter, window: number): string {
  const before = `offset ${duration(window)}`
  const born = `((${series} unless ${series} ${before}) and on (job, instance) ${watched} ${before})`
  return `(${born} / ${window} or rate(${series}[${duration(window)}]))`
}

/** Requests: of one consumer, where the scope names one, those that came with a key of it. */
export function requestsOf(scope: Scope): Counter {
  const { family = RUNBOOK, consumer } = scope
  return counterOf((consumer !== undefined && family.byConsumer) || family.requests, scope)
}

/** Buckets of the response time; undefined where none are measured: of a consumer, or by the whole family. */
function timesOf(scope: Scope): Counter | undefined {
  const { family = RUNBOOK, consumer } = scope
  return family.buckets === undefined || consumer !== undefined
    ? undefined
    : counterOf(family.buckets, scope)
}

const statusOf = ({ family = RUNBOOK }: Scope): string => family.labels.status

/** Requests per second by status, each point over the `window` seconds before it. */
export function requestRates(scope: Scope, window: number): string {
  return `sum by (${statusOf(scope)}) ${speed(requestsOf(scope), window)}`
}

/** The quantiles that the console shows, as PromQL writes them. */
export const QUANTILES = ['0.5', '0.95', '0.99'] as const
export type Quantile = (typeof QUANTILES)[number]

/** One expression for all the quantiles; each answer carries its own in the label `quantile`. */
function quantilesOf(buckets: string): string {
  const one = (quantile: Quantile) =>
    tagged(`histogram_quantile(${quantile}, ${buckets})`, 'quantile', quantile)
  return QUANTILES.map(one).join('\nor ')
}

/** Puts a constant label on every series of an expression, so that several questions fit into one request. */
export function tagged(expression: string, label: string, value: string): string {
  return `label_replace(${expression}, ${quote(label)}, ${quote(value)}, "", "")`
}

/**
 * Quantiles of the response time in seconds, each point over the `window` seconds before it.
 * @throws RangeError where none are measured
 */
export function latencyQuantiles(scope: Scope, window: number): string {
  const buckets = timesOf(scope)
  if (!buckets) throw new RangeError('No response times are measured of that')
  return quantilesOf(`sum by (le) ${speed(buckets, window)}`)
}

/** When the newest sample of a counter was taken: to the scrape within the last hour, more coarsely before. */
export function newestSample(counter: string, seconds: number, scrape: number): string {
  const over = (range: number, step: number) =>
    `max_over_time(timestamp(${counter})[${duration(range)}:${duration(Math.ceil(step))}])`
  if (seconds <= BASE_LOOKBACK_S) return `max(${over(seconds, scrape)})`
  return `max(${over(BASE_LOOKBACK_S, scrape)} or ${over(seconds, Math.max(scrape, seconds / 240))})`
}

/**
 * Everything the tiles show about a range, in one instant question: requests by `status`, response time by `quantile` (but not of a
 * consumer: the gateway measures times by API only), and (`figure="sampled_at"`) when the newest sample was taken.
 */
export function rangeSummary(scope: Scope, seconds: number, scrape: number): string {
  const requests = requestsOf(scope)
  const buckets = timesOf(scope)
  return [
    `sum by (${statusOf(scope)}) ${growth(requests, seconds)}`,
    ...(buckets ? [quantilesOf(`sum by (le) ${growth(buckets, seconds)}`)] : []),
    tagged(newestSample(requests.series, seconds, scrape), 'figure', 'sampled_at'),
  ].join('\nor ')
}

/**
 * What {@link rangeSummary} asks, of an earlier range that is only compared with: with it comes (`figure="watched"`) in which share of
 * that range the tenant's counters were seen at all. Half a range that was measured is no whole one to compare with.
 */
export function earlierSummary(scope: Scope, seconds: number, scrape: number): string {
  const { watched } = requestsOf(scope)
  const step = Math.ceil(Math.max(scrape, seconds / MOST_LOOKS))
  const seen = `count_over_time(count(${watched})[${duration(seconds)}:${duration(step)}])`
  const share = tagged(`${seen} / ${Math.floor(seconds / step)}`, 'figure', 'watched')
  return `${rangeSummary(scope, seconds, scrape)}\nor ${share}`
}
