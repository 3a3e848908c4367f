/** A burst of calls through the gateway, at a pace, with what it is to be held against read just before. */

import { mutationOptions, type QueryClient } from '@tanstack/react-query'

import {
  BROWSER_CONNECTIONS,
  type BurstCall,
  type BurstPlan,
  dueAt,
  evidenceHeaders,
  outcomeOf,
} from '~/domain/burst'
import { type Expectation, expectationOf } from '~/domain/burst-expectation'
import { PREFIX_LENGTH } from '~/domain/lookup'
import type { Policy } from '~/domain/policy'
import { type GatewayAnswer, headerOf, platformProblemOf } from '~/domain/verdict'

import { callThroughGateway, type GatewayCall, type MeasuredAnswer } from './gateway'
import { settleKey } from './new-key'
import { policies } from './policies'
import { subscriptions } from './subscriptions'

export interface BurstAsk {
  plan: BurstPlan
  call: GatewayCall
  /** The contract whose path is called. */
  api: string
  /** The policy to be proven; what is in force without one. */
  policy?: string
  signal: AbortSignal
  /** What has ended so far, now and then. */
  onProgress: (calls: readonly BurstCall[]) => void
}

export interface BurstResult {
  calls: readonly BurstCall[]
  expectation: Expectation
  /** Whose key it is, where the console may know. */
  consumer?: { id: string; name: string }
  /** How the browser reached the console's server: `http/1.1`, `h2`; '' when it does not say. */
  protocol: string
  /** Calls that were to be sent. */
  planned: number
  /** A call was made before the burst, for the gateway to know the key: it took one of the bucket. */
  isTried: boolean
  /** Milliseconds since 1970, by this machine's clock. */
  endedAt: number
}

export const bursts = {
  /** Its variables hold a key, so nothing of it outlives its page. */
  run: (tenant: string) =>
    mutationOptions({
      mutationFn: (ask: BurstAsk, { client }) => run(tenant, ask, client),
      gcTime: 0,
      meta: { invalidates: ['gateway'] },
    }),
}

async function run(tenant: string, ask: BurstAsk, client: QueryClient): Promise<BurstResult> {
  const consumer = await consumerOf(tenant, ask, client)
  const effective = await client.query({
    ...policies.effective(tenant, ask.api, consumer?.id),
    staleTime: 0,
  })
  const chosen: Policy | undefined =
    ask.policy === undefined
      ? undefined
      : await client.query({ ...policies.detail(tenant, ask.policy), staleTime: 0 })
  const trial = ask.call.isNewKey === true ? await settleKey(ask.call, ask.signal) : undefined
  performance.clearResourceTimings()
  const calls = await send(ask)
  return {
    calls,
    expectation: expectationOf(effective, chosen),
    ...(consumer && { consumer }),
    protocol: protocolOf(ask.call.path),
    planned: ask.plan.calls,
    isTried: trial !== undefined && judged(trial).outcome === 'admitted',
    endedAt: Date.now(),
  }
}

/** Who may not see subscriptions, or sends no key, learns what holds for the API alone. */
async function consumerOf(
  tenant: string,
  { call, api }: BurstAsk,
  client: QueryClient,
): Promise<BurstResult['consumer']> {
  if (call.apiKey.length <= PREFIX_LENGTH) return undefined
  const filter = { api_id: api, api_key_prefix: call.apiKey.slice(0, PREFIX_LENGTH), page_size: 2 }
  const found = await client
    .query({ ...subscriptions.list(tenant, filter), staleTime: 0 })
    .catch(() => undefined)
  const [only, another] = found?.items ?? []
  if (!only || another) return undefined
  return { id: only.consumer_id, name: only.consumer_name }
}

const PROGRESS_MS = 150

/** Sends the calls with as many under way as the plan says, each no earlier than it is due. */
async function send({ plan, call, signal, onProgress }: BurstAsk): Promise<BurstCall[]> {
  const calls: BurstCall[] = []
  const startedAt = performance.now()
  let next = 0
  let shownAt = startedAt
  const worker = async () => {
    while (next < plan.calls && !signal.aborted) {
      const place = next
      next += 1
      await until(startedAt + dueAt(plan, place), signal)
      if (signal.aborted) return
      const seen = await one({ ...call, signal }, place, startedAt)
      // A call that was stopped says nothing.
      if (signal.aborted && seen.status === 0) return
      calls.push(seen)
      if (performance.now() - shownAt < PROGRESS_MS) continue
      shownAt = performance.now()
      onProgress([...calls])
    }
  }
  const workers = Math.min(plan.concurrency, BROWSER_CONNECTIONS, plan.calls)
  await Promise.all(Array.from({ length: workers }, worker))
  return calls.toSorted((a, b) => a.index - b.index)
}

function until(moment: number, signal: AbortSignal): Promise<void> {
  const wait = moment - performance.now()
  if (wait <= 0) return Promise.resolve()
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, wait)
    signal.addEventListener('abort', done)
  })
}

async function one(call: GatewayCall, place: number, startedAt: number): Promise<BurstCall> {
  const sentAt = performance.now() - startedAt
  const answer = await callThroughGateway(call).catch(() => undefined)
  const times = { index: place + 1, sentAt, endedAt: performance.now() - startedAt }
  if (!answer) return { ...times, status: 0, outcome: 'unknown', headers: {} }
  return { ...times, status: answer.status, ...judged(answer), headers: evidenceOf(answer) }
}

/** What became of a call, by its answer. */
function judged(answer: MeasuredAnswer): Pick<BurstCall, 'outcome' | 'reason'> {
  const reason = reasonOf(answer)
  // The gateway numbers every answer, its own and the backend's; what comes without comes from something before it.
  const isAnswered = headerOf(answer, 'x-request-id') !== undefined
  return { outcome: outcomeOf(reason, isAnswered), ...(reason !== undefined && { reason }) }
}

function evidenceOf(answer: MeasuredAnswer): Record<string, string> {
  return Object.fromEntries(
    evidenceHeaders.flatMap((name) => {
      const value = headerOf(answer, name)
      return value === undefined ? [] : [[name, value]]
    }),
  )
}

/** The gateway's own code for a refusal, whichever it is; the backend's problems are the backend's. */
function reasonOf(answer: GatewayAnswer): string | undefined {
  const reason = platformProblemOf(answer)?.['reason']
  return typeof reason === 'string' ? reason : undefined
}

function protocolOf(path: string): string {
  const entries = performance.getEntriesByType('resource')
  const ours = entries.findLast(({ name }) => name.includes(path))
  return ours instanceof PerformanceResourceTiming ? ours.nextHopProtocol : ''
}
