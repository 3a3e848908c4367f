/**
 * One key for one wish (security.md 3.2): made when the form opens, the same for every attempt to send the same
 * request until its answer is known. Another request, or a known answer, gets a new one.
 */
import { useState } from 'react'

/** A random UUID; `crypto.randomUUID` is missing on plain-http origins. */
export function newIdempotencyKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`
}

export interface IdempotencyKey {
  /** The key to send this request with. @param request anything JSON can write */
  keyFor: (request: unknown) => string
  /** The answer is known: the next request is another wish. */
  settle: () => void
}

export function createIdempotencyKey(): IdempotencyKey {
  let key = newIdempotencyKey()
  let sent: string | undefined
  const settle = () => {
    key = newIdempotencyKey()
    sent = undefined
  }
  return {
    keyFor: (request) => {
      const written = JSON.stringify(request) ?? ''
      if (sent !== undefined && sent !== written) settle()
      sent = written
      return key
    },
    settle,
  }
}

/** The key of what this component wants done; lives as long as the component. `FormDialog` has its own. */
export function useIdempotencyKey(): IdempotencyKey {
  const [key] = useState(createIdempotencyKey)
  return key
}
