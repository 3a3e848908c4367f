/** Day 5, "Enable Monitoring": Prometheus reaches the gateway, counts real traffic, and the log can be read. */

import type { Counted, MetricFacts, Probes } from './probes'
import { answered, judged, without } from './results'
import type { StepResult } from './step'

export const GATEWAY_JOB = 'stoa-gateway'
/** A scrape that is older says nothing about now. */
const STALE_MS = 3 * 60_000

export function isScraped(probes: Probes): StepResult {
  return answered(probes, probes.targets, ({ request, at, value }) => {
    const gateways = value.filter(({ job }) => job === GATEWAY_JOB)
    const [first] = gateways
    const jobs = value.map(({ job }) => job).join(', ')
    if (!first)
      return judged(
        'fail',
        'target_none',
        { request, at, status: 200, excerpt: `jobs: ${jobs}` },
        {
          job: GATEWAY_JOB,
        },
      )
    const down = gateways.find(({ health }) => health !== 'up')
    const shown = down ?? first
    const seen = {
      request,
      at,
      status: 200,
      excerpt: `${shown.address} ${shown.health} ${shown.lastError} last scrape ${shown.lastScrape}`,
    }
    const values = { address: shown.address, error: shown.lastError || '—' }
    if (down) return judged('fail', 'target_down', seen, values)
    const scraped = Date.parse(shown.lastScrape)
    if (Number.isNaN(scraped)) return judged('unknown', 'target_untold', seen, values)
    if (probes.now - scraped > STALE_MS) return judged('fail', 'target_stale', seen, values)
    return judged('pass', 'target_up', seen, values)
  })
}

/** A call of this minute may not have been scraped yet. */
const SCRAPED_MS = 60_000
const loggedBefore = ({ calls, now }: Probes): number =>
  calls.state === 'answered'
    ? calls.value.filter((call) => now - Date.parse(call.at) >= SCRAPED_MS).length
    : 0

/** What this installation does not count, or what was not answered. */
const uncounted: Pick<MetricFacts, 'name' | 'value'> = { name: null, value: null }

/** A metric that is only named proves nothing: it has to count what the gateway's log shows. */
export function areCounted(probes: Probes): StepResult {
  return answered(probes, probes.metrics, ({ request, at, value }) => {
    const of = (counts: Counted) => value.find((metric) => metric.counts === counts) ?? uncounted
    const [requests, durations, refusals] = [of('requests'), of('durations'), of('refusals')]
    const seen = { request, at, status: 200, excerpt: value.map(readOff).join('; ') }
    const logged = loggedBefore(probes)
    const counted = requests.value ?? 0
    const values = { logged, requests: counted, metric: requests.name ?? '—' }
    const hasTimes = durations.name === null || (durations.value ?? 0) > 0
    if (counted === 0 || !hasTimes)
      return logged > 0
        ? judged('fail', 'metrics_no_traffic', seen, values)
        : judged('waiting', 'metrics_waiting', seen, values)
    // Another gateway than the runbook's: what it does not count cannot be seen to be counted.
    if (durations.name === null || refusals.name === null)
      return judged('unknown', 'metrics_fewer', seen, values)
    if (refusals.value === null) return judged('waiting', 'metrics_no_limit_yet', seen, values)
    return judged('pass', 'metrics_counted', seen, values)
  })
}

const readOff = ({ name, counts, value }: MetricFacts) =>
  `${name ?? `no metric of ${counts}`} = ${value ?? 'no series'}`

export function logIsReadable(probes: Probes): StepResult {
  return answered(probes, probes.calls, ({ request, at, value }) => {
    const [newest] = value
    if (!newest) return without('waiting', 'log_empty', at)
    const excerpt = `${newest.at} ${newest.method} ${newest.path} ${newest.status} request_id=${newest.requestId}`
    return judged(
      'pass',
      'log_there',
      { request, at, status: 200, excerpt },
      {
        count: value.length,
      },
    )
  })
}
