/** The followed log as server-sent events: `entry` for each entry, `dropped` when a reader is too slow, a comment as heartbeat. */
import type { LogFilter } from './log-entry.ts'
import type { LogTail } from './log-tail.ts'

import { matcherOf } from './log-entry.ts'

export interface StreamOptions {
  /** Ends with it: the client has gone, or the server goes. */
  signal: AbortSignal
  /** Ends after this many milliseconds: the caller's token has a life, and the client comes back with a new one. */
  lifeMs: number
  heartbeatMs?: number
  /** Called once, when it has ended. */
  onEnd?: () => void
}

/** Entries waiting for a reader; beyond it they are counted and dropped, so that one stopped browser costs no memory. */
const MAX_WAITING = 1_000
const HEARTBEAT_MS = 15_000

/** The body of the answer. Ended by the client, the signal or its life; never by a silent log. */
export function logStream(
  tail: LogTail,
  filter: LogFilter,
  options: StreamOptions,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  const isWanted = matcherOf(filter)
  let dropped = 0
  let end = () => {}
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const send = (text: string) => controller.enqueue(encoder.encode(text))
        const room = () => (controller.desiredSize ?? 0) > 0
        const sendDropped = () => {
          send(event('dropped', { count: dropped }))
          dropped = 0
        }
        const unfollow = tail.follow((entry) => {
          if (!isWanted(entry)) return
          if (!room()) {
            dropped += 1
            return
          }
          if (dropped > 0) sendDropped()
          send(event('entry', entry))
        })
        const heartbeat = setInterval(() => {
          if (!room()) return
          if (dropped > 0) sendDropped()
          else send(': alive\n\n')
        }, options.heartbeatMs ?? HEARTBEAT_MS)
        const life = setTimeout(() => end(), options.lifeMs)
        end = () => {
          end = () => {}
          unfollow()
          clearInterval(heartbeat)
          clearTimeout(life)
          options.signal.removeEventListener('abort', onAbort)
          closeQuietly(controller)
          options.onEnd?.()
        }
        const onAbort = () => end()
        options.signal.addEventListener('abort', onAbort)
        send(': following\nretry: 2000\n\n')
        if (options.signal.aborted) end()
      },
      cancel() {
        end()
      },
    },
    { highWaterMark: MAX_WAITING },
  )
}

function event(name: string, data: unknown): string {
  return `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`
}

function closeQuietly(controller: ReadableStreamDefaultController<Uint8Array>): void {
  try {
    controller.close()
  } catch {
    // Cancelled by its reader: closed already.
  }
}
