/**
 * The thread that reads OpenAPI documents. It stands with the calls because it is one: a message to something that answers later or
 * never, with a deadline. A thread lives for one document, so that nothing of one reaches the next.
 */

import { limits } from '~/domain/openapi/limits'
import type { Reading } from '~/domain/openapi/read'

import type { Asked } from './openapi-reading'
// oxlint-disable-next-line import/default -- Vite makes it, of what stands after the question mark
import address from './openapi-worker?worker&url'

const TIMEOUT_MS = 20_000

/** What of Trusted Types is used here; TypeScript's own library does not have it yet. */
interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL: (address: string) => string },
  ): { createScriptURL: (address: string) => string }
}

const here = () => new URL(address, location.href).href

/** Lets the one worker of this build through, by its whole address, and nothing else. */
function checkedAddress(asked: string): string {
  const { href, origin } = new URL(asked, location.href)
  if (origin !== location.origin || href !== here())
    throw new TypeError('Only the reader of documents is a worker of this page.')
  return href
}

/** Made once: the content security policy allows the name a single time. */
let policy: { createScriptURL: (address: string) => string } | undefined

function trustedAddress(): string {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes }
  const rules = { createScriptURL: checkedAddress }
  policy ??= trustedTypes?.createPolicy('stoa-worker', rules) ?? rules
  return policy.createScriptURL(address)
}

/**
 * Reads and checks a document without holding up the page.
 * @param signal ends the thread
 * @throws the signal's reason
 */
export async function readDocumentAside(asked: Asked, signal?: AbortSignal): Promise<Reading> {
  const { content } = asked
  // Before a byte of it is read: 30 MB must not even be copied.
  const size = typeof content === 'string' ? content.length : content.size
  if (size > limits.text) return refused('too-large')
  // jsdom has no threads.
  if (typeof Worker === 'undefined') {
    const { readBlob } = await import('./openapi-reading')
    return readBlob(asked)
  }
  const worker = new Worker(trustedAddress(), { type: 'module' })
  try {
    return await answerOf(worker, asked, signal)
  } finally {
    worker.terminate()
  }
}

function answerOf(worker: Worker, asked: Asked, signal: AbortSignal | undefined): Promise<Reading> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(refused('timeout')), TIMEOUT_MS)
    const end = (finish: () => void) => () => {
      clearTimeout(timer)
      finish()
    }
    signal?.addEventListener(
      'abort',
      end(() => reject(signal.reason as Error)),
      { once: true },
    )
    worker.addEventListener('message', ({ data }: MessageEvent<Reading>) =>
      end(() => resolve(data))(),
    )
    worker.addEventListener(
      'error',
      end(() => resolve(refused('unreadable'))),
    )
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin to name
    worker.postMessage(asked)
  })
}

const refused = (code: 'too-large' | 'timeout' | 'unreadable'): Reading => ({
  faults: [{ code, pointer: '', line: undefined, excerpt: '', subject: '' }],
})
