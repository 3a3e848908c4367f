/** Asks Prometheus' HTTP API. Knows nothing of tenants: whoever calls it has already limited the question. */

/** Prometheus did not give an answer that can be passed on. `detail` is a sentence for a person. */
export class PrometheusFailure extends Error {
  override name = 'PrometheusFailure'
  readonly kind: 'unreachable' | 'slow' | 'too_large' | 'unreadable'

  constructor(kind: PrometheusFailure['kind'], detail: string) {
    super(detail)
    this.kind = kind
  }
}

export interface PrometheusReply {
  status: number
  /** The text as Prometheus sent it. */
  text: string
  /** The same, read. */
  json: Record<string, unknown>
}

export interface PrometheusClient {
  /**
   * GET `/api/v1/{endpoint}`.
   * @throws PrometheusFailure when there is no answer, none in time, or none that is JSON of at most 8 MiB
   */
  ask(
    endpoint: string,
    parameters: readonly Parameter[],
    options?: AskOptions,
  ): Promise<PrometheusReply>
}

export type Parameter = readonly [name: string, value: string]

export interface AskOptions {
  requestId?: string
  /** Ends the question, for a caller that has gone. */
  signal?: AbortSignal
}

/** A little longer than the query timeout that is sent along, so that Prometheus' own sentence arrives first. */
const TIMEOUT_MS = 8_500
const MAX_ANSWER_BYTES = 8 * 1024 * 1024

/** @param baseUrl such as `http://127.0.0.1:9090` */
export function prometheusClient(baseUrl: string, timeoutMs = TIMEOUT_MS): PrometheusClient {
  return {
    async ask(endpoint, parameters, options = {}) {
      const url = new URL(`${baseUrl.replace(/\/+$/, '')}/api/v1/${endpoint}`)
      for (const [name, value] of parameters) url.searchParams.append(name, value)
      const deadline = AbortSignal.timeout(timeoutMs)
      const signal = options.signal ? AbortSignal.any([deadline, options.signal]) : deadline
      try {
        const response = await fetch(url, {
          signal,
          redirect: 'manual',
          headers: {
            accept: 'application/json',
            ...(options.requestId !== undefined && { 'x-request-id': options.requestId }),
          },
        })
        const text = await readLimited(response)
        return { status: response.status, text, json: readJson(response, text, baseUrl) }
      } catch (error) {
        throw asFailure(error, deadline, baseUrl, timeoutMs)
      }
    },
  }
}

async function readLimited(response: Response): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength
    if (size > MAX_ANSWER_BYTES)
      throw new PrometheusFailure(
        'too_large',
        'The answer is larger than 8 MiB. Ask for fewer series or a longer step',
      )
    text += decoder.decode(chunk, { stream: true })
  }
  return text + decoder.decode()
}

function readJson(response: Response, text: string, baseUrl: string): Record<string, unknown> {
  try {
    const json: unknown = JSON.parse(text)
    // The status member tells Prometheus' own answer from that of a proxy between.
    if (typeof json === 'object' && json !== null && 'status' in json) return { ...json }
  } catch {
    // Said below, with the status.
  }
  throw new PrometheusFailure(
    'unreadable',
    `${baseUrl} answered ${response.status} with something that is not Prometheus' JSON. Check that PROMETHEUS_URL names Prometheus itself`,
  )
}

function asFailure(
  error: unknown,
  deadline: AbortSignal,
  baseUrl: string,
  timeoutMs: number,
): PrometheusFailure {
  if (error instanceof PrometheusFailure) return error
  if (deadline.aborted)
    return new PrometheusFailure(
      'slow',
      `Prometheus at ${baseUrl} did not answer within ${Math.round(timeoutMs / 1000)} s. Ask for a shorter range or fewer series`,
    )
  return new PrometheusFailure(
    'unreachable',
    `Prometheus at ${baseUrl} could not be reached (${reasonOf(error)}). Check that it runs and that PROMETHEUS_URL is its address`,
  )
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined
  if (typeof cause === 'object' && cause !== null && 'code' in cause) return String(cause.code)
  return error instanceof Error ? error.message : 'no answer'
}
