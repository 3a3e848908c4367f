/** The commands that do what the writes on an API's pages do: the very requests, for a shell. */

import type { ContractPatch } from './contract'
import { curl } from './curl'

/** An API as it was looked at: who changed it since gets no write on top (412). */
interface Looked {
  id: string
  etag: string
}

const at = (method: string, { id, etag }: Looked, ...rest: string[]) => ({
  method,
  base: 'STOA_API_URL' as const,
  path: ['v1', 'contracts', id, ...rest],
  credential: 'TOKEN' as const,
  headers: { 'If-Match': etag },
})

/** @param wish only what changes, and the version that it changes */
export const patchCommand = (
  id: string,
  { etag, patch }: { etag: string; patch: ContractPatch },
): string => curl({ ...at('PATCH', { id, etag }), body: patch })

/** @param step with what the server is told beside its name: reason and sunset of a deprecation */
export function stepCommand(api: Looked, { to, ...body }: { to: string; reason?: string }): string {
  return curl({ ...at('POST', api, to), ...(Object.keys(body).length > 0 && { body }) })
}

/** @param isForced also with live subscriptions, which are revoked then */
export const removeCommand = (api: Looked, isForced: boolean): string =>
  curl({ ...at('DELETE', api), ...(isForced && { query: { force: 'true' } }) })

/** @param document may be of any length */
export const putDocumentCommand = (api: Looked, document: Record<string, unknown>): string =>
  curl({ ...at('PUT', api, 'openapi'), input: document })

export const removeDocumentCommand = (api: Looked): string => curl(at('DELETE', api, 'openapi'))

/** A change and the document with it, one after the other: the second is based on what the first has made of the API. */
export function updateCommands(
  api: Looked,
  patch: ContractPatch | undefined,
  document: Record<string, unknown> | undefined,
): string {
  const commands = patch ? [patchCommand(api.id, { etag: api.etag, patch })] : []
  if (document) commands.push(putDocumentCommand(patch ? { ...api, etag: '*' } : api, document))
  return commands.join('\n')
}
