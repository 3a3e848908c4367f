/** The path rule `/{apiName}/v{major}/{rest}`, and what is refused before any route is looked up. */
import { refuse, type Refusal } from './refusal.ts'

export interface RequestPath {
  api: string
  major: string
  /** What follows the version, with its leading slash, as it came; empty or `/…`. */
  rest: string
  /** From `?` on, as it came; empty when there is none. */
  query: string
  /** The whole path without the query: what may be logged. */
  path: string
}

/** Longer request targets are refused (the runbook's backends and most servers stop at 8 KiB too). */
const LONGEST_TARGET = 8 * 1024
/** `%2525…` is decoded this often before a path is judged; deeper nesting is refused. */
const DECODING_ROUNDS = 4

/**
 * Takes a request target apart.
 * @returns a refusal when the target is too long, not a path, or tries to leave its folder; `route_unknown` when it has another form
 */
export function parseRequestPath(target: string): RequestPath | Refusal {
  if (target.length > LONGEST_TARGET)
    return refuse('url_too_long', `The URL is longer than ${LONGEST_TARGET} characters.`)
  if (!target.startsWith('/') || target.includes('#'))
    return refuse('path_refused', 'The request target must be a path that starts with "/".')
  const mark = target.indexOf('?')
  const path = mark < 0 ? target : target.slice(0, mark)
  if (isEscape(path))
    return refuse(
      'path_refused',
      'The path has a "." or ".." segment, plain or encoded, or broken encoding.',
    )
  const [, api, major, rest] = /^\/([^/]+)\/v(\d+)(\/.*)?$/.exec(path) ?? []
  if (api === undefined || major === undefined)
    return refuse('route_unknown', 'No API answers here: paths are /{apiName}/v{major}/….')
  return { api, major, rest: rest ?? '', query: mark < 0 ? '' : target.slice(mark), path }
}

/**
 * Whether a segment climbs, however it is written: `%2e%2e`, double encoding, backslashes, and `..;x` which some backends
 * read as `..`. Broken encoding, overlong UTF-8 and NUL are refused as well, because backends disagree about them.
 */
function isEscape(path: string): boolean {
  if (!path.includes('.') && !path.includes('%') && !path.includes('\\')) return false
  if (/%(?![0-9a-f]{2})|%c[01]/i.test(path)) return true
  let text = path
  for (let round = 0; round < DECODING_ROUNDS; round += 1) {
    if (text.includes('\0') || text.split(/[/\\]/).some(isDots)) return true
    const decoded = decodeAscii(text)
    if (decoded === text) return false
    text = decoded
  }
  return true
}

function isDots(segment: string): boolean {
  return /^\.\.?(;|$)/.test(segment)
}

/** Only what can matter for a path: percent-encoded ASCII. Text that is no encoding stays as it is. */
function decodeAscii(text: string): string {
  return text.replace(/%([0-7][0-9a-f])/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
}
