/**
 * Every PromQL expression that the console sends is built here, from templates and through one escaper: a name from outside can
 * never leave its string (security.md T13).
 */

/** What a selector is limited to; never without the tenant. */
export type Matchers = { readonly tenant: string } & Readonly<Record<string, string>>

/** The metric families of the gateway, as the contract names them. */
const METRICS = {
  requests: 'stoa_requests_total',
  durationBucket: 'stoa_request_duration_seconds_bucket',
  limited: 'stoa_rate_limit_exceeded_total',
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

function matcher(label: string, value: string): string {
  if (!/^[a-zA-Z_]\w*$/.test(label))
    throw new RangeError(`Not a label name: ${JSON.stringify(label)}`)
  return `${label}=${quote(value)}`
}

/** `metric{label="value",…}`; the braces are written even when empty, as every selector of ours has them. */
export function selector(metric: string, matchers: Matchers): string {
  const parts = Object.entries(matchers).map(([label, value]) => matcher(label, value))
  return `${metric}{${parts.join(',')}}`
}

/** A whole number of seconds as a PromQL duration. */
export function duration(seconds: number): string {
  if (!Number.isInteger(seconds) || seconds <= 0) throw new RangeError(`Not a duration: ${seconds}`)
  return `${seconds}s`
}

/** A counter of a tenant, and what tells since when its gateway has been watched. */
interface Counter {
  /** The selector of its series. */
  series: string
  /**
   * Selector of series that a tenant has as soon as the gateway knows one of its APIs, before any call. Where these were seen and a
   * counter was not, the counter stood at 0; where neither was, nobody can tell what it had counted before.
   */
  watched: string
}

function counterOf(metric: string, matchers: Matchers): Counter {
  const names = [METRICS.requests, METRICS.limited].map(quoteMeta).join('|')
  const tenant = matcher('tenant', matchers.tenant)
  return {
    series: selector(metric, matchers),
    watched: `{__name__=~${quote(names)},${tenant}}`,
  }
}

/**
 * How much counters grew over the last `seconds`, to the call.
 *
 * `increase()` alone extrapolates to the edges of the range, and takes a counter's first sample for its starting point: the calls
 * that brought a new counter to life (the first 500, a fresh install) would be missing. So a counter that did not start again is
 * subtracted from its value before the range; or taken whole where it was born under our eyes, which is to say that it is there
 * now and its gateway was scraped more often than it; `increase()` answers for the others.
 */
function growth({ series, watched }: Counter, seconds: number): string {
  const over = `[${duration(seconds)}]`
  const latest = `last_over_time(${series}[${duration(Math.min(seconds, BASE_LOOKBACK_S))}])`
  const base = `last_over_time(${series}[${duration(BASE_LOOKBACK_S)}] offset ${duration(seconds)})`
  const unbroken = `resets(${series}${over}) == 0`
  const scrapes = `max by (job, instance) (count_over_time(${watched}${over}))`
  const late = `count_over_time(${series}${over}) < on (job, instance) group_left () ${scrapes}`
  const known = `(${latest} and ${unbroken}) - ${base} >= 0`
  const born = `(${series} and ${unbroken} and ${late} unless ${base})`
  return `(${known} or ${born} or increase(${series}${over}))`
}

/**
 * How fast counters grew over the last `window` seconds, per second. As in {@link growth}, a counter that was born in the window
 * is taken whole: to `rate()`, the first calls of a new API would not have happened.
 */
function speed({ series, watched }: Counter, window: number): string {
  const before = `offset ${duration(window)}`
  const born = `((${series} unless ${series} ${before}) and on (job, instance) ${watched} ${before})`
  return `(${born} / ${window} or rate(${series}[${duration(window)}]))`
}

/** Requests per second by status, each point over the `window` seconds before it. */
export function requestRates(matchers: Matchers, window: number): string {
  return `sum by (status) ${speed(counterOf(METRICS.requests, matchers), window)}`
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
  return quantilesOf(`sum by (le) ${speed(counterOf(METRICS.durationBucket, matchers), window)}`)
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
  const requests = counterOf(METRICS.requests, matchers)
  const buckets = counterOf(METRICS.durationBucket, matchers)
  return [
    `sum by (status) ${growth(requests, seconds)}`,
    quantilesOf(`sum by (le) ${growth(buckets, seconds)}`),
    tagged(newestSample(requests.series, seconds, scrape), 'figure', 'sampled_at'),
  ].join('\nor ')
}

/**
 * The busiest APIs over a range, in one instant question, by `api`: requests that failed (`figure="errors"`, 5xx) and the others
 * (no `figure`), the response time (`p95`), and once, without an API, how many APIs have been called (`apis`).
 */
export function topApis(matchers: Matchers, seconds: number, count: number): string {
  const requests = counterOf(METRICS.requests, matchers)
  const buckets = counterOf(METRICS.durationBucket, matchers)
  const grown = growth(requests, seconds)
  const top = `topk(${count}, sum by (api) ${grown})`
  const p95 = `histogram_quantile(0.95, sum by (api, le) ${growth(buckets, seconds)})`
  // More than are shown: an API whose time is missing here is one whose time is unknown.
  const called = `topk(${count * 10}, sum by (api) (increase(${requests.series}[${duration(seconds)}])))`
  const apis = `count(count by (api) (last_over_time(${requests.series}[${duration(seconds)}])))`
  return [
    `(${byOutcome(grown)} and on (api) ${top})`,
    tagged(`(${p95} and on (api) ${called})`, 'figure', 'p95'),
    tagged(apis, 'figure', 'apis'),
  ].join('\nor ')
}

/** Growth by `api`: what failed carries `figure="errors"`, the others no figure. */
function byOutcome(grown: string): string {
  return `sum by (api, figure) (label_replace(${grown}, "figure", "errors", "status", "5.."))`
}

/**
 * The calls of the given APIs over a range, in one instant question: requests that failed (`figure="errors"`, 5xx) and the others
 * by `api`, and (`figure="sampled_at"`) when the newest sample of the tenant was taken.
 */
export function callsOf(
  tenant: string,
  apis: readonly string[],
  { seconds, scrape }: { seconds: number; scrape: number },
): string {
  const requests = counterOf(METRICS.requests, { tenant })
  const names = quote(apis.map(quoteMeta).join('|'))
  // Named once: in every selector, fifty long names would not fit into a question.
  const wanted = `count by (api) ({__name__=${quote(METRICS.requests)},${matcher('tenant', tenant)},api=~${names}})`
  return [
    `(${byOutcome(growth(requests, seconds))} and on (api) ${wanted})`,
    tagged(newestSample(requests.series, seconds, scrape), 'figure', 'sampled_at'),
  ].join('\nor ')
}
