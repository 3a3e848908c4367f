/** What the Control Plane tells as it happens. */

import { Failure } from '~/domain/failure'
import { m } from '~/i18n/gen/messages'

import { apiAddress, asPerson, suspect } from './connection'
import { failureFrom } from './failure-from'
import { serverNow } from './server-clock'

/**
 * Opens a stream of server-sent events as the person who is signed in: no retry and no deadline beyond its opening,
 * because it is meant to last.
 * @param path of the Control Plane, with its query
 * @throws a Failure when it does not open; or the reason of the caller's own abort
 */
export async function openStream(
  path: string,
  signal: AbortSignal,
): Promise<ReadableStream<Uint8Array>> {
  const ask = (token: string | undefined) => {
    const headers = new Headers({ accept: 'text/event-stream' })
    if (token) headers.set('authorization', `Bearer ${token}`)
    return fetch(apiAddress(path), {
      headers,
      signal,
      credentials: 'omit',
      cache: 'no-store',
      redirect: 'error',
    })
  }
  try {
    const response = await asPerson(ask, signal)
    if (!response.ok) throw failureFrom(response, await response.text(), serverNow())
    const type = response.headers.get('content-type') ?? ''
    if (response.body && type.startsWith('text/event-stream')) return response.body
    throw new Failure({ kind: 'malformed', message: m.errors_not_json({ type: type || '—' }) })
  } catch (error) {
    if (signal.aborted || error instanceof Failure) throw error
    suspect()
    const address = new URL(apiAddress(path)).origin
    throw new Failure({ kind: 'unreachable', message: m.errors_unreachable({ address }) })
  }
}
