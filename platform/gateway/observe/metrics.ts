/** The gateway's Prometheus metrics, exactly those of the contract, and their series kept countable. */
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'

/** One finished request, as far as metrics care. Tenant and API are empty when no route was found. */
export interface Observation {
  tenant: string
  api: string
  method: string
  status: number
  seconds: number
  /** External id of the consumer and prefix of the key, when there was a known key. */
  consumer: string | null
  keyPrefix: string | null
}

/** A client may invent methods; the label values stay these. */
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])
const OTHER_METHOD = 'other'
const BUCKETS_S = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]
/** Above so many series by consumer, further ones are gathered under `_other`. */
const MOST_CONSUMER_SERIES = 10_000
const OTHER_CONSUMER = '_other'

export class Metrics {
  private readonly registry = new Registry()
  // In this order, so that the runbook's `head -20` shows its three names.
  private readonly limited = new Counter({
    name: 'stoa_rate_limit_exceeded_total',
    help: 'Requests refused with 429',
    labelNames: ['tenant', 'api'],
    registers: [this.registry],
  })
  private readonly requests = new Counter({
    name: 'stoa_requests_total',
    help: 'Requests answered, refused ones included',
    labelNames: ['tenant', 'api', 'method', 'status'],
    registers: [this.registry],
  })
  private readonly durations = new Histogram({
    name: 'stoa_request_duration_seconds',
    help: 'Time from the request to the end of its answer',
    labelNames: ['tenant', 'api'],
    buckets: BUCKETS_S,
    registers: [this.registry],
  })
  private readonly upstreamErrors = new Counter({
    name: 'stoa_upstream_errors_total',
    help: 'Calls that the backend did not answer, by reason',
    labelNames: ['tenant', 'api', 'reason'],
    registers: [this.registry],
  })
  private readonly byConsumer = new Counter({
    name: 'stoa_consumer_requests_total',
    help: 'Requests with a known key, by consumer and key prefix',
    labelNames: ['tenant', 'api', 'consumer', 'key', 'status'],
    registers: [this.registry],
  })
  private readonly knownApis = new Set<string>()
  private readonly hasConsumers: boolean
  private readonly consumerSeries = new Set<string>()
  private readonly mostConsumerSeries: number

  /**
   * @param configVersion asked at every scrape
   * @param hasConsumers whether `stoa_consumer_requests_total` is counted
   */
  constructor(
    configVersion: () => number,
    hasConsumers: boolean,
    mostConsumerSeries = MOST_CONSUMER_SERIES,
  ) {
    this.hasConsumers = hasConsumers
    this.mostConsumerSeries = mostConsumerSeries
    const version: Gauge = new Gauge({
      name: 'stoa_config_version',
      help: 'Version of the configuration in force',
      registers: [this.registry],
      collect: (): void => version.set(configVersion()),
    })
    collectDefaultMetrics({ register: this.registry })
    // A counter that has not counted yet is 0, not absent: the three names exist before any traffic.
    this.requests.inc({ tenant: '', api: '', method: 'GET', status: '404' }, 0)
    this.durations.zero({ tenant: '', api: '' })
    this.knowApi('', '')
  }

  /** Makes an API's limit counter start at 0, so that its first 429 is an increase. */
  knowApi(tenant: string, api: string): void {
    const name = `${tenant} ${api}`
    if (this.knownApis.has(name)) return
    this.knownApis.add(name)
    this.limited.inc({ tenant, api }, 0)
  }

  observe(seen: Observation): void {
    const { tenant, api } = seen
    const status = String(seen.status)
    const method = METHODS.has(seen.method) ? seen.method : OTHER_METHOD
    this.requests.inc({ tenant, api, method, status })
    this.durations.observe({ tenant, api }, seen.seconds)
    if (seen.status === 429) this.limited.inc({ tenant, api })
    if (this.hasConsumers && seen.consumer !== null && seen.keyPrefix !== null)
      this.countConsumer(seen, status)
  }

  upstreamError(tenant: string, api: string, reason: string): void {
    this.upstreamErrors.inc({ tenant, api, reason })
  }

  /** The text format's content type and body. */
  async render(): Promise<{ contentType: string; body: string }> {
    return { contentType: this.registry.contentType, body: await this.registry.metrics() }
  }

  private countConsumer(seen: Observation, status: string): void {
    const { tenant, api } = seen
    const series = `${tenant} ${api} ${seen.consumer} ${seen.keyPrefix} ${status}`
    if (!this.consumerSeries.has(series) && this.consumerSeries.size >= this.mostConsumerSeries) {
      this.byConsumer.inc({ tenant, api, consumer: OTHER_CONSUMER, key: OTHER_CONSUMER, status })
      return
    }
    this.consumerSeries.add(series)
    const consumer = seen.consumer ?? ''
    this.byConsumer.inc({ tenant, api, consumer, key: seen.keyPrefix ?? '', status })
  }
}
