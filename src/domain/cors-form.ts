/** The form of the CORS lab: its rules, and what a page at another origin would ask. */

import * as z from 'zod/mini'

import { type CallFaults, headerFault, isBelow, keySources, targetOf } from './call'
import { type CorsAsk, originOf } from './cors-check'

export interface CorsFaults extends CallFaults {
  origin: () => string
}

/**
 * The form's rules, in the page's words.
 * @param base the gateway's path of the API, below which the call stays
 */
export const corsForm = (base: string, faults: CorsFaults) =>
  z
    .object({
      origin: z
        .string()
        .check(z.refine((text) => originOf(text) !== undefined, { error: faults.origin })),
      method: z.string(),
      path: z
        .string()
        .check(
          z.refine((path) => isBelow(base, targetOf(base, path)), { error: faults.pathLeaves }),
        ),
      headers: z.record(z.string(), z.unknown()),
      credentials: z.boolean(),
      keySource: z.enum(keySources),
      apiKey: z.string(),
    })
    .check((checked) => {
      for (const [name, value] of Object.entries(checked.value.headers)) {
        const message = headerFault(name, value, faults)
        if (message !== undefined)
          checked.issues.push({ code: 'custom', message, path: ['headers'], input: name })
      }
    })
export type CorsForm = z.infer<ReturnType<typeof corsForm>>

/** Methods that the lab offers: an OPTIONS of a page's own is no use to anybody. */
export const corsMethods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const

/** The header in which a call to the API carries its credential, by the contract's `auth.type`. */
const credentialHeaders: Record<string, string> = { api_key: 'X-API-Key', jwt: 'Authorization' }

/**
 * What the browser of such a page would ask for.
 * @param auth how the API knows its callers: the header with the credential is one of those that need leave
 */
export function corsAskOf(form: CorsForm, auth: string): CorsAsk {
  const credential = credentialHeaders[auth]
  return {
    origin: originOf(form.origin) ?? '',
    method: form.method,
    headers: [...Object.keys(form.headers), ...(credential === undefined ? [] : [credential])],
    credentials: form.credentials,
  }
}
