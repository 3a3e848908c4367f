/**
 * The one source of the security headers: the console server, `vite dev`, `vite preview` and nginx all take theirs from
 * here. Measured under this policy: React, lazy chunks, charts and a whole keycloak-js login give no violation
 * (docs/decisions: strict policy and Trusted Types from the first commit).
 */

export type Headers = Record<string, string>

export interface PolicyOrigins {
  /** Where the page itself is served, `scheme://host[:port]`. */
  self: string
  /** Keycloak: tokens are fetched from it and the sign-out form is posted to it. */
  identity: string
  /** Further origins that the page may call, when the API is not proxied on the page's own. */
  connect?: string[]
}

/**
 * `dev` relaxes what Vite's dev server needs and nothing else: inline scripts and styles (the refresh preamble, styles as
 * `<style>` elements), its web socket, and no Trusted Types (its error overlay sets innerHTML).
 */
export type Mode = 'production' | 'dev'

const ORIGIN = /^https?:\/\/[a-z0-9.-]+(:\d{1,5})?$|^https?:\/\/\[[0-9a-f:]+\](:\d{1,5})?$/i

/**
 * Lets only a bare origin pass: a newline or a `;` in it would rewrite the whole policy.
 * @param name named in the message
 * @throws when the text is anything but `scheme://host[:port]`
 */
export function checkedOrigin(text: string, name: string): string {
  if (!ORIGIN.test(text)) throw new Error(`${name} must be scheme://host[:port], not "${text}"`)
  return text
}

/** The Content-Security-Policy of the page. */
export function contentSecurityPolicy(origins: PolicyOrigins, mode: Mode = 'production'): string {
  const self = checkedOrigin(origins.self, 'the origin of the page')
  const identity = checkedOrigin(origins.identity, 'the origin of Keycloak')
  const others = (origins.connect ?? []).map((origin) => checkedOrigin(origin, 'an API origin'))
  const isDev = mode === 'dev'
  // Limited to /assets/: an answer of another system, proxied on this origin, can never run as a script.
  const assets = isDev ? "'self' 'unsafe-inline'" : `${self}/assets/`
  const socket = isDev ? [self.replace(/^http/, 'ws')] : []
  const directives = [
    "default-src 'none'",
    `script-src ${assets}`,
    "script-src-attr 'none'",
    `style-src ${assets}`,
    ...(isDev ? [] : ["style-src-attr 'none'"]),
    "img-src 'self' data:",
    "font-src 'self'",
    ["connect-src 'self'", identity, ...others, ...socket].join(' '),
    `form-action 'self' ${identity}`,
    "frame-src 'none'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "object-src 'none'",
    "manifest-src 'self'",
    `worker-src ${isDev ? "'self'" : assets}`,
    // One policy, which lets the address of one worker through and nothing else (docs/decisions/0009-one-worker.md).
    ...(isDev ? [] : ["require-trusted-types-for 'script'", `trusted-types ${WORKER_POLICY}`]),
    'report-uri /csp-reports',
    'report-to csp',
  ]
  return directives.join('; ')
}

/** The Trusted Types policy of src/api/openapi-thread.ts. */
const WORKER_POLICY = 'stoa-worker'

/**
 * The policy of an asset. A page's policy does not reach into its workers: they have that of their own answer. The one that reads
 * what strangers wrote may load scripts of the build and call nobody. For styles, fonts and pictures it means nothing.
 */
export function assetPolicy(self: string): string {
  const assets = `${checkedOrigin(self, 'the origin of the page')}/assets/`
  return [
    "default-src 'none'",
    `script-src ${assets}`,
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    'report-uri /csp-reports',
  ].join('; ')
}

/** What every answer of the origin carries. */
export function commonHeaders(self: string): Headers {
  return {
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy':
      'camera=(), microphone=(), geolocation=(), payment=(), usb=(), clipboard-read=()',
    'X-Frame-Options': 'DENY',
    ...(self.startsWith('https://') && {
      'Strict-Transport-Security': 'max-age=63072000; includeSubDomains',
    }),
  }
}

/** The headers of index.html and everything else that is not an asset. */
export function pageHeaders(origins: PolicyOrigins, mode: Mode = 'production'): Headers {
  return {
    'Content-Security-Policy': contentSecurityPolicy(origins, mode),
    'Reporting-Endpoints': 'csp="/csp-reports"',
    ...commonHeaders(origins.self),
    'Cache-Control': 'no-store',
  }
}

/** The headers of /assets/: names carry a hash, so a file never changes. */
export function assetHeaders(self: string): Headers {
  return {
    'Content-Security-Policy': assetPolicy(self),
    ...commonHeaders(self),
    'Cache-Control': 'public, max-age=31536000, immutable',
  }
}

/** The headers that an answer of another system gets on the way through: it can be read, and can do nothing. */
export function proxiedHeaders(self: string): Headers {
  return {
    ...commonHeaders(self),
    'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
  }
}
