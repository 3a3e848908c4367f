import { describe, expect, it } from 'vitest'
import { createIdempotencyKey } from './idempotency'

describe('idempotency key', () => {
  it('stays for the same request until the answer is known', () => {
    const key = createIdempotencyKey()
    const first = key.keyFor({ name: 'a' })
    expect(first).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/)
    expect(key.keyFor({ name: 'a' })).toBe(first)
    key.settle()
    expect(key.keyFor({ name: 'a' })).not.toBe(first)
  })

  it('is another one for another request', () => {
    const key = createIdempotencyKey()
    const first = key.keyFor({ name: 'a' })
    const second = key.keyFor({ name: 'b' })
    expect(second).not.toBe(first)
    expect(key.keyFor({ name: 'b' })).toBe(second)
  })
})
