/** The body of an answer through the gateway: its first part, and whether it is text. */

/** What is read of a body; the rest is not fetched. */
export const longestBody = 64 * 1024

export interface ReadBody {
  /** Empty when the body is no text. */
  body: string
  isBinary: boolean
  /** The body was longer than {@link longestBody}. */
  isCut: boolean
  /** Bytes that were read. */
  size: number
}

/** Reads at most {@link longestBody} bytes and gives up the rest. */
export async function readBody(response: Response): Promise<ReadBody> {
  const reader = response.body?.getReader()
  if (!reader) return { body: '', isBinary: false, isCut: false, size: 0 }
  const read = new Uint8Array(longestBody)
  let size = 0
  let isCut = false
  while (!isCut) {
    const { done, value } = await reader.read()
    if (done) break
    read.set(value.subarray(0, longestBody - size), size)
    isCut = size + value.length > longestBody
    size = Math.min(longestBody, size + value.length)
  }
  if (isCut) await reader.cancel()
  const body = textOf(read.subarray(0, size))
  return { body: body ?? '', isBinary: body === undefined, isCut, size }
}

/** A control character that no text holds. */
// oxlint-disable-next-line no-control-regex -- these are looked for
const noText = /[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/

/** The bytes as UTF-8, or undefined when they are none; a character that was cut in the middle is left out. */
function textOf(bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true })
    return noText.test(text) ? undefined : text
  } catch {
    return undefined
  }
}
