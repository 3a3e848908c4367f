/**
 * A query without what was not asked for: a filter field left open is `undefined` or an empty text, and the contract
 * has no word for either.
 */
export function given<T extends object>(filter: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const asked = Object.entries(filter).filter(([, value]) => value !== undefined && value !== '')
  // Only entries of the filter are left, and none of them is undefined.
  return Object.fromEntries(asked) as { [K in keyof T]: Exclude<T[K], undefined> }
}

/** The header of a change that is based on what was read. */
export const ifMatch = (based: { etag: string }): { 'If-Match': string } => ({
  'If-Match': based.etag,
})

/** The header that makes a create safe to ask twice. */
export const keyed = (once: { idempotencyKey: string }): { 'Idempotency-Key': string } => ({
  'Idempotency-Key': once.idempotencyKey,
})
