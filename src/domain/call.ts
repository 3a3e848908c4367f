/** A test call through the gateway: one model of the request, for what is sent and for the curl command that is copied. */

import * as z from 'zod/mini'

import { encodeSegment, encodeTarget } from './curl'

export interface CallFaults {
  /** Said with the name of the header. */
  headerName: (name: string) => string
  headerValue: (name: string) => string
  /** The browser sets it itself, or drops it without a word. */
  headerForbidden: (name: string) => string
  /** The key has its own field, where it is not shown. */
  headerKey: () => string
  bodyNotAllowed: () => string
  /** The path climbs out of the API. */
  pathLeaves: () => string
}

const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/
/** What fetch can carry: Latin-1 without controls. */
const headerText = /^[\t\u0020-\u007e\u00a0-\u00ff]*$/
/** Fetch Standard, "forbidden request-header". */
const forbidden = new Set(
  'accept-charset accept-encoding access-control-request-headers access-control-request-method access-control-request-private-network connection content-length cookie cookie2 date dnt expect host keep-alive origin referer set-cookie te trailer transfer-encoding upgrade via x-http-method x-http-method-override x-method-override user-agent'.split(
    ' ',
  ),
)

/** Why a header cannot be sent, or undefined. */
export function headerFault(name: string, value: unknown, faults: CallFaults): string | undefined {
  const lower = name.toLowerCase()
  if (!token.test(name)) return faults.headerName(name)
  if (lower === 'x-api-key') return faults.headerKey()
  if (forbidden.has(lower) || /^(proxy-|sec-)/.test(lower)) return faults.headerForbidden(name)
  return headerText.test(String(value)) ? undefined : faults.headerValue(name)
}

const bodiless = ['GET', 'HEAD']

export const keySources = ['pasted', 'test', 'none'] as const

/**
 * The form's rules, in the page's words.
 * @param base the gateway's path of the API, below which the call stays
 */
export const callForm = (base: string, faults: CallFaults) =>
  z
    .object({
      method: z.string(),
      path: z.string(),
      query: z.record(z.string(), z.unknown()),
      headers: z.record(z.string(), z.unknown()),
      body: z.string(),
      keySource: z.enum(keySources),
      apiKey: z.string(),
    })
    .check((checked) => {
      const { method, headers, body } = checked.value
      if (!isBelow(base, requestOf(base, checked.value).path))
        checked.issues.push({
          code: 'custom',
          message: faults.pathLeaves(),
          path: ['path'],
          input: checked.value.path,
        })
      for (const [name, value] of Object.entries(headers)) {
        const message = headerFault(name, value, faults)
        if (message !== undefined)
          checked.issues.push({ code: 'custom', message, path: ['headers'], input: name })
      }
      if (body !== '' && bodiless.includes(method))
        checked.issues.push({
          code: 'custom',
          message: faults.bodyNotAllowed(),
          path: ['body'],
          input: method,
        })
    })
export type CallForm = z.infer<ReturnType<typeof callForm>>

/** Which key a call carries, in any form that sends one. */
export type KeyFields = Pick<CallForm, 'keySource' | 'apiKey'>

/** What is asked for, but for the key. */
export interface CallRequest {
  method: string
  /** As it is sent: encoded, query included, so that fetch and curl have nothing left to change. */
  path: string
  headers: Record<string, string>
  body?: string
}

/** What the form asks for, without the key: a body says what it is, because a browser and curl would each guess differently. */
export function requestOf(
  base: string,
  { method, path, query, headers, body }: Omit<CallForm, 'apiKey' | 'keySource'>,
): CallRequest {
  const sent = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, String(value).trim()]),
  )
  const hasBody = body !== '' && !bodiless.includes(method)
  const isNamed = Object.keys(sent).some((name) => name.toLowerCase() === 'content-type')
  if (hasBody && !isNamed) sent['Content-Type'] = isJson(body) ? 'application/json' : 'text/plain'
  return { method, path: targetOf(base, path, query), headers: sent, ...(hasBody && { body }) }
}

function isJson(text: string): boolean {
  return prettyJson(text) !== undefined
}

/** The text laid out to be read; undefined when it is not JSON. Numbers longer than a double holds stay as they came. */
export function prettyJson(text: string): string | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return /\d{16}/.test(text) ? text : JSON.stringify(value, null, 2)
  } catch {
    return undefined
  }
}

/**
 * The request target: the typed rest, with the slash that is forgotten most, and the query after what was typed of it.
 * @returns encoded as a browser would, with what a shell reads between double quotes encoded as well
 */
export function targetOf(base: string, rest: string, query: Record<string, unknown> = {}): string {
  const typed = (base + (rest === '' || /^[/?]/.test(rest) ? rest : `/${rest}`)).replace(
    /#.*$/s,
    '',
  )
  const pairs = Object.entries(query).map(
    ([name, value]) => `${encodeSegment(name)}=${encodeSegment(String(value))}`,
  )
  const joint = typed.includes('?') ? '&' : '?'
  return encodeTarget(typed + (pairs.length > 0 ? joint + pairs.join('&') : ''))
}

export const isBelow = (base: string, target: string): boolean =>
  target === base || target.startsWith(`${base}/`) || target.startsWith(`${base}?`)
