/** Loads code that is not part of the first page, and says so in words when it does not arrive. */

import { consoleServerAnswers } from './health'
import { Failure } from '~/domain/failure'
import { m } from '~/i18n/gen/messages'

/** The code of a page did not arrive: the server is away, or has another version by now. */
export class ChunkFailure extends Failure {
  constructor() {
    super({ kind: 'unreachable', message: m.app_chunk_text() })
    this.name = 'ChunkFailure'
  }
}

const RETRY_MS = 600
/**
 * A page younger than this has the present version's file names: a reload would bring nothing new. It is never reloaded, also
 * not after the way through Keycloak that follows a reload: never a reload loop (security.md R20).
 */
const RELOAD_PAUSE_MS = 30_000

/**
 * Loads a module; tried twice, then by a reload of an older page, which brings the present version's file names.
 * @throws a ChunkFailure
 */
export async function loadCode<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load()
  } catch {
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS))
  }
  try {
    return await load()
  } catch {
    const mayBeOld = performance.now() > RELOAD_PAUSE_MS
    if (mayBeOld && (await consoleServerAnswers())) window.location.reload()
    throw new ChunkFailure()
  }
}
