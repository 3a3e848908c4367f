/**
 * A call to an API as a consumer makes it: through the gateway, with an API key and without the console's token. It is its own
 * fetch because none of the Control Plane's rules hold for it: no retry, no JSON expected, any status is an answer.
 */

import { mutationOptions } from '@tanstack/react-query'

import { Failure } from '~/domain/failure'
import type { GatewayAnswer } from '~/domain/verdict'
import { m } from '~/i18n/gen/messages'

/** What is read of a body; the rest is not fetched. */
export const longestBody = 64 * 1024
/** Longer than the longest timeout a contract may have (60 s), so that the gateway's own 504 arrives. */
const timeoutMs = 65_000
/** The gateway behind the console's own origin. */
const prefix = '/gateway'

export interface GatewayCall {
  method: string
  /** As the gateway sees it, query included: `/my-service-api/v1/health`. */
  path: string
  /** Kept in memory for the time of the call only. */
  apiKey: string
}

export interface MeasuredAnswer extends GatewayAnswer {
  /** From the send to the end of what was read, in milliseconds. */
  durationMs: number
  /** The body was longer than {@link longestBody}. */
  isCut: boolean
}

export const gateway = {
  /** Its variables hold a key, so nothing of it outlives its panel. */
  call: () =>
    mutationOptions({
      mutationFn: callThroughGateway,
      gcTime: 0,
      meta: { invalidates: ['gateway'] },
    }),
}

async function callThroughGateway(call: GatewayCall): Promise<MeasuredAnswer> {
  const url = addressOf(call.path)
  const startedAt = performance.now()
  try {
    // The console's only other fetch is in http.ts.
    // oxlint-disable-next-line no-restricted-globals
    const response = await fetch(url, {
      method: call.method,
      headers: call.apiKey === '' ? {} : { 'X-API-Key': call.apiKey },
      credentials: 'omit',
      cache: 'no-store',
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    })
    const { text, isCut } = await readUpTo(response, longestBody)
    return {
      status: response.status,
      headers: [...response.headers],
      body: text,
      isCut,
      durationMs: performance.now() - startedAt,
    }
  } catch (error) {
    const isLate = error instanceof DOMException && error.name === 'TimeoutError'
    throw isLate
      ? new Failure({
          kind: 'timeout',
          message: m.apis_call_no_answer({ seconds: timeoutMs / 1000 }),
        })
      : new Failure({ kind: 'unreachable', message: m.apis_call_unreachable() })
  }
}

/** The path stays below the gateway, whatever dots it holds: `/gateway/x/../../api` would be another server. */
function addressOf(path: string): URL {
  const url = new URL(prefix + path, window.location.origin)
  if (url.origin !== window.location.origin || !url.pathname.startsWith(`${prefix}/`))
    throw new Failure({ kind: 'invalid', message: m.apis_call_bad_path() })
  return url
}

async function readUpTo(
  response: Response,
  limit: number,
): Promise<{ text: string; isCut: boolean }> {
  const reader = response.body?.getReader()
  if (!reader) return { text: '', isCut: false }
  const decoder = new TextDecoder()
  let text = ''
  let size = 0
  for (;;) {
    // One chunk after the other is the point here.
    // oxlint-disable-next-line no-await-in-loop
    const { done, value } = await reader.read()
    if (done) return { text: text + decoder.decode(), isCut: false }
    const room = limit - size
    text += decoder.decode(value.subarray(0, room), { stream: true })
    size += value.length
    if (size > limit) {
      await reader.cancel()
      return { text, isCut: true }
    }
  }
}
