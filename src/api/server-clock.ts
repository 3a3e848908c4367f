/** The server's time, estimated from the `Date` header of its answers: relative times must be right on a wrong clock (security.md R19). */

let skewMs = 0

/** Notes an answer's `Date` header. Its resolution is a second, so half of one is added. */
export function noteServerDate(header: string | null, now: number = Date.now()): void {
  const at = header === null ? Number.NaN : Date.parse(header)
  if (!Number.isNaN(at)) skewMs = at + 500 - now
}

/** Milliseconds since the epoch, by the server's clock. */
export function serverNow(now: number = Date.now()): number {
  return Math.abs(skewMs) < 2_000 ? now : now + skewMs
}
