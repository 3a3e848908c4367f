/** Day 4, "Onboard Your First Consumer": somebody who may call, with a key of their own, and who did. */

import { countOf, idOf, judgeCalls } from './day-2'
import type { Probes } from './probes'
import { answered, judged, without } from './results'
import type { StepResult } from './step'

/** How the external ids begin of consumers that the console makes for its own test calls: they are nobody's. */
export const TESTER_MARK = 'console-test-'
export const isTester = (externalId: string): boolean => externalId.startsWith(TESTER_MARK)

export function hasConsumer(probes: Probes): StepResult {
  return answered(probes, probes.consumers, ({ request, at, value, total }) => {
    const active = value.filter(
      ({ status, externalId }) => status === 'active' && !isTester(externalId),
    )
    const [first] = active
    if (!first) return without('waiting', 'consumer_none', at)
    return judged(
      'pass',
      'consumer_there',
      { request, at, status: 200, excerpt: first.name },
      {
        name: first.name,
        count: total ?? active.length,
      },
    )
  })
}

const held = (probes: Probes) =>
  probes.subscriptions.state === 'answered'
    ? probes.subscriptions.value.filter(
        ({ status, consumerExternalId }) => status === 'active' && !isTester(consumerExternalId),
      )
    : []

export function hasKey(probes: Probes): StepResult {
  return answered(probes, probes.subscriptions, ({ request, at, value }) => {
    const [first] = held(probes)
    if (first) {
      const excerpt = `${first.consumer} → ${first.api}, key ${first.prefix ?? '?'}…`
      return judged(
        'pass',
        'key_there',
        { request, at, status: 200, excerpt },
        {
          name: first.consumer,
          api: first.api,
          prefix: first.prefix ?? '?',
        },
      )
    }
    const waiting = value.find(({ status }) => status === 'pending')
    return waiting
      ? without('waiting', 'key_pending', at, { name: waiting.consumer })
      : without('waiting', 'key_none', at)
  })
}

/** Where an API wants a key, a call without one is refused: a gateway that lets it in enforces none. */
export function keyIsRequired(probes: Probes): StepResult {
  return answered(probes, probes.keyless, ({ at, value }) => {
    const guarded = value.filter(({ auth }) => auth === 'api_key')
    const [first] = guarded
    if (!first) return without('waiting', 'key_no_guarded', at)
    const open = guarded.find(({ verdict }) => letIn.has(verdict))
    const unclear = guarded.find(({ verdict }) => verdict !== 'key_missing')
    const shown = open ?? unclear ?? first
    const seen = {
      request: `GET ${shown.path}`,
      at,
      status: shown.status,
      excerpt: `without a key: ${shown.verdict}${idOf(shown)}`,
    }
    const values = {
      path: shown.path,
      status: shown.status,
      count: guarded.length,
      total: countOf(probes, guarded.length),
    }
    if (open) return judged('fail', 'key_not_enforced', seen, values)
    if (unclear) return judged('unknown', 'key_unclear', seen, values)
    return judged('pass', 'key_enforced', seen, values)
  })
}

/** What only a backend can have said. */
const letIn = new Set([
  'ok',
  'redirect',
  'web_page',
  'backend_says_no',
  'backend_unreachable',
  'backend_broken',
  'backend_denied',
  'backend_timeout',
  'limited',
  'quota',
])

/** The newest call with a live key of a real consumer, in the gateway's own log. */
export function keyWorks(probes: Probes): StepResult {
  return answered(probes, probes.calls, ({ value, at }) => {
    const prefixes = new Set(held(probes).flatMap(({ prefix }) => prefix ?? []))
    const own = value.filter(({ keyPrefix }) => keyPrefix !== null && prefixes.has(keyPrefix))
    const result = judgeCalls(own, at)
    return {
      ...result,
      ...(result.because.code === 'call_none' && { because: { code: 'key_unused', values: {} } }),
      checkedAt: new Date(at).toISOString(),
    }
  })
}

export function portalShows(probes: Probes): StepResult {
  return answered(probes, probes.portal, ({ request, at, value }) =>
    value.visible < 1
      ? without('waiting', 'portal_empty', at)
      : judged(
          'pass',
          'portal_shows',
          { request, at, status: 200, excerpt: value.names.join(', ') },
          { count: value.visible },
        ),
  )
}
