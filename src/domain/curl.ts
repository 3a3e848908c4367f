/**
 * Writes the shell command that does what a button does. Whatever a stranger chose (names, e-mails, paths) stands in single
 * quotes or is percent-encoded, so no text can leave its word; tokens and keys are variables of the reader's shell, never values.
 */

export interface CurlRequest {
  method: string
  /** A variable of the runbook's environment: `STOA_API_URL`, `STOA_GATEWAY_URL`. */
  base: 'STOA_API_URL' | 'STOA_GATEWAY_URL'
  /** Path segments, not yet encoded; or a whole request target as it was typed, `/orders/v1/items?id=7`. */
  path: string[] | string
  query?: Record<string, string>
  /** Which credential the call carries, by the name of the shell variable that holds it. */
  credential?: 'TOKEN' | 'API_KEY'
  headers?: Record<string, string>
  /** Sent as JSON. */
  body?: unknown
  /** Sent as it stands; its Content-Type is among the headers. */
  text?: string
  /** Sent as JSON by standard input, for what may be longer than the words of a command. */
  input?: Record<string, unknown>
}

/**
 * @param text anything without NUL
 * @returns one POSIX shell word with exactly that value
 */
export function shellWord(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`
}

/** Percent-encodes all but unreserved characters (RFC 3986), so the result is inert between double quotes as well. */
export function encodeSegment(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}

/** JSON whose invisible and direction-changing characters are written as escapes, so that what is read is what is sent. */
export function visibleJson(value: unknown, indent = 2): string {
  return (JSON.stringify(value, null, indent) ?? 'null').replace(
    /[\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffe\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

const credentials = {
  TOKEN: '-H "Authorization: Bearer $TOKEN"',
  API_KEY: '-H "X-API-Key: $API_KEY"',
}

/** Ends what a command reads. No line of an object's JSON can be it: they begin with a brace or a space. */
const END_OF_INPUT = 'END_OF_JSON'

/** The command, one option a line, in the runbook's own form. */
export function curl(request: CurlRequest): string {
  // With -X HEAD, curl would wait for a body that never comes.
  const method = request.method === 'HEAD' ? '--head' : `-X ${shellWordIfNeeded(request.method)}`
  const lines = [`curl -s ${method} ${address(request)}`]
  if (request.credential) lines.push(credentials[request.credential])
  for (const [name, value] of Object.entries(request.headers ?? {}))
    lines.push(headerLine(name, value))
  if (request.body !== undefined) {
    lines.push(`-H 'Content-Type: application/json'`)
    lines.push(`-d ${shellWord(visibleJson(request.body))}`)
  }
  if (request.text !== undefined) lines.push(`--data-raw ${shellWord(request.text)}`)
  if (request.input === undefined) return lines.join(' \\\n  ')
  lines.push(`-H 'Content-Type: application/json'`)
  // Quoted, so that the shell reads nothing in the lines below.
  lines.push(`--data-binary @- <<'${END_OF_INPUT}'`)
  return `${lines.join(' \\\n  ')}\n${visibleJson(request.input)}\n${END_OF_INPUT}`
}

/** A credential among the headers stays the reader's own; to curl, a header without a value is one to leave out unless it ends in `;`. */
function headerLine(name: string, value: string): string {
  if (name.toLowerCase() === 'authorization') return `-H "Authorization: $AUTHORIZATION"`
  return `-H ${shellWord(value === '' ? `${name};` : `${name}: ${value}`)}`
}

function address({ base, path, query }: CurlRequest): string {
  if (typeof path === 'string') return `"\${${base}}${encodeTarget(path)}"`
  const pairs = Object.entries(query ?? {}).map(
    ([name, value]) => `${encodeSegment(name)}=${encodeSegment(value)}`,
  )
  const search = pairs.length > 0 ? `?${pairs.join('&')}` : ''
  return `"\${${base}}/${path.map(encodeSegment).join('/')}${search}"`
}

/** A typed target as a browser would send it, with what a shell reads between double quotes encoded as well. */
export function encodeTarget(target: string): string {
  const { pathname, search } = new URL(
    `http://gateway.invalid${target.startsWith('/') ? '' : '/'}${target}`,
  )
  return (pathname + search).replace(
    /[^A-Za-z0-9\-._~%/?&=+,:;@]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  )
}

const shellWordIfNeeded = (text: string) => (/^[A-Za-z]+$/.test(text) ? text : shellWord(text))

/** A filter as a query: what is not asked for is left out. */
export function queryOf(filter: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(filter)
      .filter(([, value]) => value !== undefined && value !== '')
      .map(([name, value]) => [name, String(value)]),
  )
}
