/** What a caller of a deprecated API is told in every answer (RFC 9745 and RFC 8594). */
import type { Route } from '../config/entities.ts'

/** `Deprecation`, and `Sunset` when an end is set. Flat. */
export function deprecationHeaders(route: Route): string[] {
  const since = route.deprecated?.deprecated_at ?? null
  const sunset = route.deprecated?.sunset_at ?? null
  return [
    'Deprecation',
    // Without a known date, the older form that clients also understand.
    since === null ? 'true' : `@${Math.floor(Date.parse(since) / 1000)}`,
    ...(sunset === null ? [] : ['Sunset', new Date(sunset).toUTCString()]),
  ]
}
