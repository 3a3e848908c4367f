/**
 * Every PromQL expression that the console sends is built here, from templates and through one escaper: a name from outside can
 * never leave its string (security.md T13).
 */

/** A plain text is compared exactly; the beginning of one by a regular expression, in which it is taken literally. */
export type Match = string | { startsWith: string }

export type Matchers = Readonly<Record<string, Match>>

/** The metric families of the gateway, as the contract names them. */
export const METRICS = {
  requests: 'stoa_requests_total',
  durationBucket: 'stoa_request_duration_seconds_bucket',
} as const

/**
 * How far back before a range a counter's starting value is looked for, in seconds: a gateway may be out of reach just then. One
 * that was not seen for longer is taken for new, as a restarted gateway's are.
 */
const BASE_LOOKBACK_S = 3600

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

function matcher(label: string, match: Match): string {
  if (!/^[a-zA-Z_]\w*$/.test(label))
    throw new RangeError(`Not a label name: ${JSON.stringify(label)}`)
  if (typeof match === 'string') return `${label}=${quote(match)}`
  return `${label}=~${quote(`${quoteMeta(match.startsWith)}.*`)}`
}

/** `metric{label="value",…}`; the braces are written even when empty, as every selector of ours has them. */
export function selector(metric: string, matchers: Matchers): string {
  const parts = Object.entries(matchers).map(([label, match]) => matcher(label, match))
  return `${metric}{${parts.join(',')}}`
}

/** A whole number of seconds as a PromQL duration. */
export function duration(seconds: number): string {
  if (!Number.isInteger(seconds) || seconds <= 0) throw new RangeError(`Not a duration: ${seconds}`)
  return `${seconds}s`
}

/**
 * How much counters grew over the last `seconds`, to the call.
 *
 * `increase()` alone extrapolates to the edges of the range, and takes a counter's first sample for its starting point: the calls
 * that brought a new counter to life (the first 500, a fresh install) would be missing. So a counter that did not start again is
 * subtracted from its value before the range, or taken whole where it had none; `increase()` answers for the others.
 */
export function growth(counter: string, seconds: number): string {
  const range = `${counter}[${duration(seconds)}]`
  const latest = `last_over_time(${counter}[${duration(Math.min(seconds, BASE_LOOKBACK_S))}])`
  const base = `last_over_time(${counter}[${duration(BASE_LOOKBACK_S)}] offset ${duration(seconds)})`
  const restarted = `(increase(${range}) unless (${latest} and resets(${range}) == 0))`
  return `(${restarted} or ${latest} - ${base} >= 0 or ${latest})`
}

/**
 * How fast counters grew over the last `window` seconds, per second. As in {@link growth}, a counter that was born in the window
 * is taken whole: to `rate()`, the first calls of a new API would not have happened.
 */
function speed(counter: string, window: number): string {
  const base = `last_over_time(${counter}[${duration(BASE_LOOKBACK_S)}] offset ${duration(window)})`
  return `((${counter} unless ${base}) / ${window} or rate(${counter}[${duration(window)}]))`
}

/** Requests per second by status, each point over the `window` seconds before it. */
export function requestRates(matchers: Matchers, window: number): string {
  return `sum by (status) ${speed(selector(METRICS.requests, matchers), window)}`
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
function tagged(expression: string, label: string, value: string): string {
  return `label_replace(${expression}, ${quote(label)}, ${quote(value)}, "", "")`
}

/** Quantiles of the response time in seconds, each point over the `window` seconds before it. */
export function latencyQuantiles(matchers: Matchers, window: number): string {
  return quantilesOf(`sum by (le) ${speed(selector(METRICS.durationBucket, matchers), window)}`)
}

/** When the newest sample of a counter was taken: to the scrape within the last hour, more coarsely before. */
function newestSample(counter: string, seconds: number, scrape: number): string {
  const over = (range: number, step: number) =>
    `max_over_time(timestamp(${counter})[${duration(range)}:${duration(Math.ceil(step))}])`
  if (seconds <= BASE_LOOKBACK_S) return `max(${over(seconds, scrape)})`
  return `max(${over(BASE_LOOKBACK_S, scrape)} or ${over(seconds, Math.max(scrape, seconds / 240))})`
}

/**
 * Everything the tiles show about a range, in one instant question: requests by `status`, response time by `quantile`, and
 * (`figure="sampled_at"`) when the newest sample was taken.
 */
export function rangeSummary(matchers: Matchers, seconds: number, scrape: number): string {
  const requests = selector(METRICS.requests, matchers)
  const buckets = selector(METRICS.durationBucket, matchers)
  return [
    `sum by (status) ${growth(requests, seconds)}`,
    quantilesOf(`sum by (le) ${growth(buckets, seconds)}`),
    tagged(newestSample(requests, seconds, scrape), 'figure', 'sampled_at'),
  ].join('\nor ')
}

/**
 * The busiest APIs over a range, in one instant question: `figure` is `calls`, `errors` (5xx) or `p95` by `api`, and `apis` the
 * number of all APIs that were called.
 */
export function topApis(matchers: Matchers, seconds: number, count: number): string {
  const requests = selector(METRICS.requests, matchers)
  const errors = selector(METRICS.requests, { ...matchers, status: { startsWith: '5' } })
  const buckets = selector(METRICS.durationBucket, matchers)
  const calls = `sum by (api) ${growth(requests, seconds)}`
  const top = `topk(${count}, ${calls})`
  const p95 = `histogram_quantile(0.95, sum by (api, le) ${growth(buckets, seconds)})`
  return [
    tagged(top, 'figure', 'calls'),
    tagged(`(sum by (api) ${growth(errors, seconds)} and on (api) ${top})`, 'figure', 'errors'),
    tagged(`(${p95} and on (api) ${top})`, 'figure', 'p95'),
    tagged(`count(${calls})`, 'figure', 'apis'),
  ].join('\nor ')
}
