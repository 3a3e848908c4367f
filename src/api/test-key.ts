/**
 * A key made for test calls and ended after them: a subscription of the tester's own test consumer, with an end a few minutes
 * away. All of it is ordinary: it stands in the lists and in the audit trail, and the gateway treats it as any other.
 */

import { mutationOptions } from '@tanstack/react-query'

import { PREFIX_LENGTH } from '~/domain/lookup'
import { randomId } from '~/domain/random-id'
import { Failure } from '~/domain/failure'
import type { Consumer } from '~/domain/consumer'
import { m } from '~/i18n/gen/messages'

import { controlPlane } from './control-plane/current'
import type { Me } from './me'
import { serverNow } from './server-clock'

/** It ends by then even if nobody ends it. */
const livesMs = 5 * 60_000

export interface TestKey {
  /** In memory only, and never shown. */
  key: string
  prefix: string
  subscription: string
  /** Milliseconds since 1970, by this machine's clock. */
  endsAt: number
}

const meta = (tenant: string) => ({ invalidates: ['subscriptions', tenant] })

export const testKeys = {
  /** Its answer holds a key: nothing of it may outlive the taking (security.md T7). */
  issue: (tenant: string, api: string) =>
    mutationOptions({
      mutationFn: (who: Me) => issue(tenant, api, who),
      gcTime: 0,
      meta: meta(tenant),
    }),
  end: (tenant: string) =>
    mutationOptions({
      mutationFn: (subscription: string) =>
        controlPlane.moveSubscription(subscription, 'revoke', m.call_test_key_reason()),
      meta: meta(tenant),
    }),
}

async function issue(tenant: string, api: string, who: Me): Promise<TestKey> {
  const consumer = await testConsumer(tenant, who)
  // One that was left behind, by a page that was closed: only one may live at a time.
  const left = await controlPlane.listSubscriptions(tenant, {
    consumer_id: consumer.id,
    api_id: api,
    status: 'active',
  })
  for (const { id } of left.items)
    await controlPlane.moveSubscription(id, 'revoke', m.call_test_key_reason())
  const made = await controlPlane.createSubscription(
    {
      consumer_id: consumer.id,
      api_id: api,
      tenant_id: tenant,
      expires_at: new Date(serverNow() + livesMs).toISOString(),
    },
    { idempotencyKey: randomId() },
  )
  if (!made.api_key)
    throw new Failure({ kind: 'malformed', message: m.call_test_key_none({ status: made.status }) })
  return {
    key: made.api_key,
    prefix: made.api_key.slice(0, PREFIX_LENGTH),
    subscription: made.id,
    endsAt: Date.now() + livesMs,
  }
}

/** The tester's own, made once: what it calls is told apart in the traffic, and two testers never end each other's keys. */
async function testConsumer(tenant: string, who: Me): Promise<Consumer> {
  const external = `console-test-${who.sub.slice(0, 8)}`
  const found = await controlPlane.listConsumers(tenant, { search: external })
  const held = found.items.find((consumer) => consumer.external_id === external)
  if (held) return held
  return controlPlane.createConsumer(
    tenant,
    {
      external_id: external,
      name: m.call_test_consumer({ name: who.name ?? who.email ?? who.sub }),
      email: who.email ?? 'console-test@example.invalid',
      description: m.call_test_consumer_description(),
    },
    { idempotencyKey: randomId() },
  )
}
