/**
 * Which request targets are taken at all. Routing, the file system and the upstreams each read a path a little
 * differently; a path that they could read differently is refused before any of them sees it.
 */

export interface Target {
  path: string
  /** With its `?`, or empty. */
  query: string
}

/** Printable ASCII without `\`, `"`, `<`, `>`, `^`, backtick and braces; a `%` must start an escape. */
const PLAIN = /^\/(?:[A-Za-z0-9\-._~!$&'()*+,;=:@/]|%[0-9A-Fa-f]{2})*$/
/** Escapes of `/`, `\`, `.`, `%` and of control characters: the ones that change what a path means when read twice. */
const MOVING = /%(?:2f|5c|2e|25|[01][0-9a-f]|7f)/i

/**
 * The target of a request line, or undefined when it must be refused: not a path, an empty, `.` or `..` segment, or an
 * escape that could become one.
 */
export function readTarget(requestTarget: string): Target | undefined {
  const mark = requestTarget.indexOf('?')
  const path = mark === -1 ? requestTarget : requestTarget.slice(0, mark)
  const query = mark === -1 ? '' : requestTarget.slice(mark)
  if (!PLAIN.test(path) || MOVING.test(path) || path.includes('//')) return undefined
  if (path.split('/').some((segment) => segment === '.' || segment === '..')) return undefined
  // A raw space or control character cannot come through an HTTP parser; the fragment must not.
  return /[\s#]/.test(query) ? undefined : { path, query }
}
