/** Which operation is called first: one that reads and needs nothing filled in, where the API says that it has one. */

import { operationsOf } from '~/domain/openapi/operations'

export interface FirstCall {
  method: string
  /** Below the API's own path. */
  path: string
}

/** @param document the API's own OpenAPI document; null where it has none */
export function firstCall(document: unknown): FirstCall {
  const reads = operationsOf(document).filter(({ method }) => method === 'GET')
  const found = reads.find(({ path }) => !/[{}]/.test(path)) ?? reads[0]
  return { method: 'GET', path: found?.path ?? '/health' }
}
