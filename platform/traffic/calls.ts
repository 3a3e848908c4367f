/** The calls themselves: about five a second through the gateway, mostly good, some missing, some failing, some slow. */
import { Agent, request } from 'undici'
import type { Caller } from './set-up.ts'

/** Mean pause between two calls. */
const PAUSE_MS = 200
/** When the gateway hangs, no more than this wait for it. */
const MOST_OPEN = 10

interface Kind {
  /** How many of a hundred calls. */
  share: number
  method: 'GET' | 'POST'
  path: () => string
  body?: string
}

/** Errors by the backend stay under the 5 % at which the alert rule speaks up. */
export const KINDS: Kind[] = [
  { share: 62, method: 'GET', path: () => '/items' },
  { share: 10, method: 'GET', path: () => '/health' },
  { share: 8, method: 'GET', path: () => `/slow?ms=${50 + Math.round(Math.random() ** 3 * 900)}` },
  { share: 6, method: 'POST', path: () => '/items', body: '{"name":"Stool"}' },
  { share: 9, method: 'GET', path: () => '/status/404' },
  { share: 3, method: 'GET', path: () => '/status/500' },
  { share: 2, method: 'GET', path: () => '/status/429' },
]

/**
 * One of the choices, each as likely as its weight.
 * @param at from 0 (included) to 1 (excluded)
 */
export function pick<T>(choices: readonly T[], weightOf: (choice: T) => number, at: number): T {
  const total = choices.reduce((sum, choice) => sum + weightOf(choice), 0)
  let left = at * total
  const chosen = choices.find((choice) => (left -= weightOf(choice)) < 0) ?? choices.at(-1)
  if (chosen === undefined) throw new Error('nothing to pick from')
  return chosen
}

export interface Traffic {
  stop(): Promise<void>
}

/**
 * Calls until stopped.
 * @param onChange told when the gateway stops answering (with the reason) and when it answers again (null)
 */
export function startCalls(
  gatewayUrl: string,
  callers: Caller[],
  onChange: (failure: string | null) => void,
): Traffic {
  const agent = new Agent({ connections: MOST_OPEN, headersTimeout: 10_000, bodyTimeout: 10_000 })
  const open = new Set<Promise<void>>()
  let isFailing = false
  const note = (failure: string | null) => {
    if ((failure !== null) === isFailing) return
    isFailing = failure !== null
    onChange(failure)
  }
  const callOnce = async () => {
    try {
      await call(agent, gatewayUrl, callers)
      note(null)
    } catch (error) {
      note(error instanceof Error ? error.message : String(error))
    }
  }
  let timer: NodeJS.Timeout
  const next = () => {
    timer = setTimeout(next, PAUSE_MS * (0.5 + Math.random()))
    if (open.size >= MOST_OPEN) return
    const running = callOnce().finally(() => open.delete(running))
    open.add(running)
  }
  next()
  return {
    stop: async () => {
      clearTimeout(timer)
      await agent.destroy()
      await Promise.all(open)
    },
  }
}

async function call(agent: Agent, gatewayUrl: string, callers: Caller[]): Promise<void> {
  const caller = pick(callers, ({ weight }) => weight, Math.random())
  const kind = pick(KINDS, ({ share }) => share, Math.random())
  const { body } = await request(`${gatewayUrl}/${caller.apiName}/v1${kind.path()}`, {
    dispatcher: agent,
    method: kind.method,
    headers: {
      'x-api-key': caller.apiKey,
      ...(kind.body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(kind.body !== undefined && { body: kind.body }),
  })
  await body.dump()
}
