/**
 * A token bucket, kept as how much of it is used: it drains at `perMinute / 60` a second and a call that does not fit is refused.
 * Keeping the used part means that a raised burst is there at once and a lowered one leaves at most an empty bucket.
 */

export interface Bucket {
  /** Tokens taken and not yet refilled. */
  used: number
  /** When `used` was true, in milliseconds. */
  at: number
}

export interface BucketSize {
  /** Most tokens at once: the burst. */
  capacity: number
  /** Tokens refilled a minute. */
  perMinute: number
}

/** Additions of fractions must not cost a caller who waited exactly as long as told. */
const ROUNDING = 1e-9

/** The used tokens at a time; a clock that stepped back refills nothing. */
export function usedAt(bucket: Bucket, size: BucketSize, now: number): number {
  const elapsed = Math.max(0, now - bucket.at)
  const drained = Math.min(bucket.used, size.capacity) - (elapsed * size.perMinute) / 60_000
  return Math.max(0, drained)
}

/** Milliseconds until one call fits; 0 when it fits now. */
export function waitFor(bucket: Bucket, size: BucketSize, now: number): number {
  const excess = usedAt(bucket, size, now) + 1 - size.capacity
  return excess <= ROUNDING ? 0 : (excess * 60_000) / size.perMinute
}

/** Takes one token, whether or not it fits: ask `waitFor` first. */
export function take(bucket: Bucket, size: BucketSize, now: number): void {
  bucket.used = usedAt(bucket, size, now) + 1
  bucket.at = Math.max(bucket.at, now)
}

/** Milliseconds until the bucket is full again. */
export function fullIn(bucket: Bucket, size: BucketSize, now: number): number {
  return (usedAt(bucket, size, now) * 60_000) / size.perMinute
}
