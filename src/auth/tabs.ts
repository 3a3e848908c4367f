/** What the tabs of one browser tell each other: who is signed in, which tenant is shown. Never a token. */

export type TabMessage =
  | { type: 'signed-out' }
  | { type: 'signed-in'; sub: string }
  | { type: 'tenant'; from: string; to: string }
  /** A sign-in window has come back: its one-time code, good only with the verifier that the asking tab holds. */
  | { type: 'callback'; state: string; fragment: string }
  | { type: 'callback-taken'; state: string }

const NAME = 'stoa-auth'

function isTabMessage(data: unknown): data is TabMessage {
  if (typeof data !== 'object' || data === null || !('type' in data)) return false
  const known = ['signed-out', 'signed-in', 'tenant', 'callback', 'callback-taken']
  return typeof data.type === 'string' && known.includes(data.type)
}

export interface Tabs {
  tell(message: TabMessage): void
  /** @returns the end of listening */
  listen(listener: (message: TabMessage) => void): () => void
}

/** Opens the channel. Only pages of our own origin are on it. */
export function openTabs(): Tabs {
  const channel = new BroadcastChannel(NAME)
  return {
    // A channel reaches our own origin only; it takes no target.
    // oxlint-disable-next-line unicorn/require-post-message-target-origin
    tell: (message) => channel.postMessage(message),
    listen: (listener) => {
      const hear = (event: MessageEvent<unknown>) => {
        if (isTabMessage(event.data)) listener(event.data)
      }
      channel.addEventListener('message', hear)
      return () => channel.removeEventListener('message', hear)
    },
  }
}
