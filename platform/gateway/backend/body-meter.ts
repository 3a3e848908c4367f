/** A request body on its way to the backend, counted while it streams: a length that the client does not announce is limited too. */
import { Transform, type TransformCallback } from 'node:stream'

export class BodyTooLarge extends Error {
  override name = 'BodyTooLarge'
}

/**
 * Between the client's request and the backend's, so that the backend's failure never takes the client's connection with it.
 * Fails with BodyTooLarge when more than `maxBytes` come.
 */
export class BodyMeter extends Transform {
  private readonly maxBytes: number
  private readonly onProgress: () => void
  private seen = 0

  /** @param onProgress called at every piece */
  constructor(maxBytes: number | null, onProgress: () => void) {
    super()
    this.onProgress = onProgress
    this.maxBytes = maxBytes ?? Number.POSITIVE_INFINITY
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.seen += chunk.length
    this.onProgress()
    if (this.seen > this.maxBytes) done(new BodyTooLarge('the body is larger than allowed'))
    else done(null, chunk)
  }
}
