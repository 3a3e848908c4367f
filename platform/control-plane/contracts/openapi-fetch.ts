/**
 * Fetches an OpenAPI document for a caller, by the address rules of backends and more strictly: public addresses only, since what is
 * found there goes back to the caller (docs/decisions/0010-fetching-documents.md).
 */
import { Agent, request, type Dispatcher } from 'undici'

import type { AddressRules } from '../../gateway/backend/address.ts'
import { AddressDenied, guardedConnector } from '../../gateway/backend/connector.ts'
import { ok } from '../core/answers.ts'
import type { Api } from '../core/calls.ts'
import { isStorable } from '../core/json-body.ts'
import { invalid, type Refusal } from '../core/problems.ts'
import { callerLimit } from '../core/rate-limit.ts'
import type { Services } from '../core/services.ts'
import { backendFault, backendRulesOf, portOf } from './backend-address.ts'

const MAX_BYTES = 5 * 1024 * 1024
const TIMEOUT_MS = 8_000
const PER_MINUTE = 10
const ACCEPT = 'application/json, application/yaml, text/yaml, text/plain;q=0.8, */*;q=0.1'
/** What a document may be sent as; none at all is taken too. */
const TYPES =
  /^(application\/([a-z0-9.+-]*\+)?(json|yaml)|application\/x-yaml|application\/vnd\.oai\.openapi|application\/octet-stream|text\/(x-|vnd\.)?(yaml|plain|json))$/

/** POST /v1/contracts/openapi-fetch. */
export function registerOpenapiFetch(
  api: Api,
  { environment, stopping, log }: Services,
  timeoutMs = TIMEOUT_MS,
): void {
  const rules = { ...backendRulesOf(environment), publicOnly: true }
  const limit = callerLimit(PER_MINUTE)
  api.implement('fetchOpenapi', async ({ principal, body: { url }, requestId }) => {
    limit(principal.sub)
    log.info({ request_id: requestId, host: URL.parse(url)?.host }, 'fetching an OpenAPI document')
    const signal = AbortSignal.any([stopping, AbortSignal.timeout(timeoutMs)])
    return ok({ url, ...(await fetchDocument(url, rules, signal)) })
  })
}

/**
 * One GET, without credentials, without following a redirect.
 * @throws 422 at /url that says why there is no document
 */
export async function fetchDocument(
  url: string,
  rules: AddressRules,
  signal: AbortSignal,
): Promise<{ content_type: string; text: string }> {
  const fault = backendFault(url, rules)
  if (fault !== null) throw refused(fault.replace('The gateway', 'The Control Plane'))
  const connect = guardedConnector(portOf(URL.parse(url)), rules)
  const agent = new Agent({ connect, connections: 1, pipelining: 0 })
  try {
    const answer = await request(url, {
      dispatcher: agent,
      signal,
      headers: {
        accept: ACCEPT,
        'accept-encoding': 'identity',
        'user-agent': 'stoa-control-plane',
      },
    })
    const content_type = requireDocument(answer)
    return { content_type, text: textOf(await bytesOf(answer.body)) }
  } catch (error) {
    throw refusalOf(error, signal)
  } finally {
    void agent.destroy().catch(() => undefined)
  }
}

/** In order: where it leads, whether it is there, whether it can be one. */
function requireDocument({ statusCode, headers }: Dispatcher.ResponseData): string {
  if (statusCode >= 300 && statusCode < 400)
    throw refused('The address leads elsewhere (a redirect). Give the final address.')
  if (statusCode !== 200) throw refused(`The address answered ${statusCode}.`)
  const encoding = String(headers['content-encoding'] ?? 'identity').toLowerCase()
  if (encoding !== 'identity')
    throw refused('The address answered compressed, although not asked to.')
  if (Number(headers['content-length'] ?? 0) > MAX_BYTES) throw tooLarge()
  return requireType(String(headers['content-type'] ?? ''))
}

function requireType(header: string): string {
  const type = (header.split(';', 1)[0] ?? '').trim().toLowerCase()
  if (type.includes('html'))
    throw refused('The address answered with a web page, not with a document.')
  if (type !== '' && !TYPES.test(type))
    throw refused('The address answered with something that is neither JSON nor YAML.')
  return type
}

async function bytesOf(body: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body) {
    size += chunk.byteLength
    if (size > MAX_BYTES) throw tooLarge()
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function textOf(bytes: Uint8Array): string {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    if (isStorable(text)) return text
  } catch {
    // Told below.
  }
  throw refused('The address answered with something that is no text.')
}

const refused = (detail: string): Refusal => invalid({ pointer: '/url', detail })
const tooLarge = () => refused('The document is larger than 5 MiB.')

/** Whatever went wrong on the way, in a sentence; the words of other machines are not passed on. */
function refusalOf(error: unknown, signal: AbortSignal): unknown {
  if (error instanceof AddressDenied)
    return refused(`The Control Plane never connects to this address: ${error.message}.`)
  if (!(error instanceof Error) || error.name === 'Refusal') return error
  if (signal.aborted) return refused('The address did not answer in time.')
  const code = 'code' in error ? String(error.code) : ''
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return refused('There is no such host.')
  return refused('The address could not be reached.')
}
