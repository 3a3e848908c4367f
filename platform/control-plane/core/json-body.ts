/** Reads a request body within limits (security.md T27, T32), before any schema sees it. */
import type { Fault } from './problems.ts'
import { Refusal, invalid } from './problems.ts'
import { pointerSegment } from './schema-check.ts'

export const MAX_BODY_BYTES = 1024 * 1024
const MAX_DEPTH = 32

/**
 * The body as text.
 * @throws 413 above 1 MiB, 400 when it is not UTF-8
 */
export async function readText(request: Request): Promise<string> {
  const declared = Number(request.headers.get('content-length') ?? 0)
  if (declared > MAX_BODY_BYTES) throw tooLarge()
  const chunks: Uint8Array[] = []
  let size = 0
  // A ReadableStream of a request yields bytes; the DOM types do not say so.
  for await (const chunk of (request.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength
    if (size > MAX_BODY_BYTES) throw tooLarge()
    chunks.push(chunk)
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks))
  } catch {
    throw new Refusal(400, 'The body is not UTF-8 text.')
  }
}

function tooLarge(): Refusal {
  return new Refusal(413, 'The body is larger than 1 MiB.')
}

/**
 * A JSON text as a value.
 * @throws 400 when it is not JSON; 422 when it is nested too deep, or holds what no database text can hold
 */
export function parseJson(text: string): unknown {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new Refusal(400, 'The body is not valid JSON.')
  }
  const fault = faultIn(value, '', 0)
  if (fault) throw invalid(fault)
  return value
}

/** Characters that PostgreSQL's text cannot hold. */
export function isStorable(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed()
}

const NOT_STORABLE = 'This holds a NUL or half a character.'

function faultIn(value: unknown, pointer: string, depth: number): Fault | undefined {
  if (typeof value === 'string')
    return isStorable(value) ? undefined : { pointer, detail: NOT_STORABLE }
  if (typeof value !== 'object' || value === null) return undefined
  if (depth >= MAX_DEPTH)
    return { pointer, detail: `The body is nested deeper than ${MAX_DEPTH} levels.` }
  for (const [name, inner] of Object.entries(value)) {
    const at = `${pointer}/${pointerSegment(name)}`
    if (name === '__proto__') return { pointer: at, detail: 'This name is not allowed.' }
    if (!isStorable(name)) return { pointer, detail: NOT_STORABLE }
    const fault = faultIn(inner, at, depth + 1)
    if (fault) return fault
  }
  return undefined
}
