/** What Alertmanager's webhook delivers, as far as test alerts go. */
import { createHash, timingSafeEqual } from 'node:crypto'

export const TEST_ALERT_NAME = 'StoaTestAlert'
/** The label that says which test it is. */
export const TEST_ID_LABEL = 'test_id'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Compared in constant time over hashes, so that neither content nor length of the token shows in the time taken. */
export function isBearer(authorization: string | null, token: string): boolean {
  const given = /^Bearer (.+)$/.exec(authorization ?? '')?.[1] ?? ''
  return timingSafeEqual(hash(given), hash(token))
}

export interface DeliveredTest {
  id: string
  /** When the alert began; null when the delivery does not say. */
  startedAt: Date | null
}

/** The test alerts in a delivery; other alerts are not ours to count. */
export function testsIn(delivery: unknown): DeliveredTest[] {
  const alerts = member(delivery, 'alerts')
  if (!Array.isArray(alerts)) return []
  return alerts.flatMap((alert: unknown) => {
    const labels = member(alert, 'labels')
    const id = member(labels, TEST_ID_LABEL)
    const isTest =
      member(labels, 'alertname') === TEST_ALERT_NAME && member(alert, 'status') === 'firing'
    if (!isTest || typeof id !== 'string' || !UUID.test(id)) return []
    const startedAt = new Date(String(member(alert, 'startsAt')))
    return [{ id, startedAt: Number.isNaN(startedAt.getTime()) ? null : startedAt }]
  })
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined
}

function hash(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
