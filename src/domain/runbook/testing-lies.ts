/** Pieces of a system that lies. */

import { honest } from './testing-probes'

const { kept } = honest()

export function call(part: object) {
  return {
    at: '2026-11-28T11:58:00Z',
    requestId: 'r',
    method: 'GET',
    path: '/orders/v1/health',
    status: 200,
    durationMs: 3,
    reason: null,
    consumer: 'client-001',
    keyPrefix: 'stoa_sk_1234',
    ...part,
  }
}
export function burst(part: object) {
  const { value, ...who } = kept.burst ?? { value: undefined, by: '', at: '' }
  if (!value) throw new Error('the honest system has a burst')
  return { ...who, value: { ...value, ...part } }
}
export function alert(receivedAt: string | null, latencyMs: number | null) {
  return {
    value: { id: 't', sentAt: '2026-11-28T11:00:00Z', receivedAt, latencyMs },
    by: 'Ada',
    at: '2026-11-28T11:00:00Z',
  }
}
export function rules(
  change: (one: ReturnType<typeof allRules>[number]) => ReturnType<typeof allRules>[number],
) {
  return allRules().map(change)
}
function allRules() {
  const { rules: asked } = honest()
  return asked.state === 'answered' ? [...asked.value] : []
}
