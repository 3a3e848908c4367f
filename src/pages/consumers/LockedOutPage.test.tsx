import { screen, within } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'

import type { Lookup, LogEntry } from '#contract/contract.gen'

import { routes } from '~/app/routes'
import { aConsumer, aKey, anId, aSubscription, aViewer } from '~/test/builders'
import { api, ok } from '~/test/contract-mock'
import { renderRoutes } from '~/test/render'
import { server } from '~/test/server'

/** `printf %s stoa_sk_1a2b3c4d5e6f708192a3b4c5d6e7f809 | sha256sum`, by node:crypto at the time of the test. */
const hashOf = async (text: string) =>
  (await import('node:crypto')).createHash('sha256').update(text).digest('hex')

const nothing: Lookup = {
  key: null,
  consumers: [],
  subscriptions: [],
  apis: [],
  decisions: [],
  call: null,
  log: 'not_asked',
}

const refusedCall: LogEntry = {
  timestamp: '2026-01-02T03:05:00Z',
  level: 'warn',
  request_id: 'req-12345678',
  tenant: 'default',
  api: 'orders',
  consumer: null,
  key_prefix: 'stoa_sk_1a2b',
  method: 'GET',
  path: '/orders/v1/health',
  status: 401,
  duration_ms: 0.4,
  upstream_ms: null,
  reason: 'key_revoked',
}

function revoked(): Lookup {
  const consumer = aConsumer()
  const subscription = aSubscription({ consumer_id: consumer.id, status: 'revoked' })
  return {
    ...nothing,
    key: {
      prefix: 'stoa_sk_1a2b',
      state: 'revoked',
      subscription_id: subscription.id,
      expires_at: null,
      created_at: '2026-01-01T00:00:00Z',
    },
    consumers: [consumer],
    subscriptions: [subscription],
    apis: [
      { id: subscription.api_id, api_name: 'orders', api_version: '1.0.0', status: 'published' },
    ],
    decisions: [
      {
        resource_type: 'subscription',
        resource_id: subscription.id,
        action: 'revoke',
        actor_name: 'ines',
        at: '2026-01-02T03:04:05Z',
        reason: 'Left the company',
      },
    ],
  }
}

/** Answers every look-up so, and keeps what was asked. */
function answering(lookup: Lookup) {
  const asked: object[] = []
  server.use(
    api.post('/v1/lookup/{tenant}', ({ body }) => {
      asked.push(body)
      return ok(lookup)
    }),
  )
  return asked
}

async function paste(text: string) {
  const view = renderRoutes(routes, '/t/default/consumers/locked-out')
  const box = await screen.findByRole('textbox', { name: /A key, its first characters/ })
  await view.user.click(box)
  await view.user.paste(text)
  await view.user.click(screen.getByRole('button', { name: 'Find out' }))
  return { ...view, box }
}

afterEach(() => vi.unstubAllGlobals())

describe('the desk for who is locked out', () => {
  it('sends only the hash of a key, empties the box, and tells who revoked it and when', async () => {
    const asked = answering(revoked())
    const { box, address } = await paste(`curl -H 'X-API-Key: ${aKey}' https://gateway.example`)
    expect(
      await screen.findByText('The subscription was revoked, and its keys with it.'),
    ).toBeVisible()
    expect(screen.getByText('Revoked by ines')).toBeVisible()
    expect(screen.getByText('Reason given: Left the company')).toBeVisible()
    expect(screen.getByRole('link', { name: 'Subscribe again' })).toBeVisible()
    expect(asked).toEqual([{ key_hash: await hashOf(aKey) }])
    expect(box).toHaveValue('')
    expect(document.documentElement.outerHTML).not.toContain(aKey)
    expect(address()).toBe('/t/default/consumers/locked-out')
  })

  it('shows the refused calls of a revoked key, whose log names no consumer', async () => {
    answering(revoked())
    const asked: (string | null)[] = []
    server.use(
      api.get('/v1/logs/{tenant}', ({ query }) => {
        asked.push(query.get('search'))
        const isWith = query.get('search') === 'stoa_sk_1a2b'
        return ok({ items: isWith ? [refusedCall] : [], next_cursor: null, skipped: 0 })
      }),
    )
    await paste(aKey)
    const calls = await screen.findByRole('table', { name: 'The last calls with stoa_sk_1a2b…' })
    expect(within(calls).getByRole('row', { name: /401/ })).toHaveTextContent(/revoked/)
    expect(screen.getByRole('heading', { name: /^The last calls of / })).toBeVisible()
    expect(asked.join(' ')).not.toContain(aKey)
  })

  it.each([
    ['stoa_sk_1a2b', { key_prefix: 'stoa_sk_1a2b' }, 'No key of this tenant begins like this'],
    ['a@b.example', { email: 'a@b.example' }, 'No consumer of this tenant has this e-mail'],
    [
      'req-12345678',
      { request_id: 'req-12345678' },
      'The kept log has no such request of this tenant',
    ],
  ])('asks for %s as what it is', async (text, question, words) => {
    const asked = answering(nothing)
    await paste(text)
    expect(await screen.findByText(words)).toBeVisible()
    expect(asked).toEqual([question])
  })

  it.each([
    ['stoa_sk_NOTHEX', /This is not a key/],
    ['what is this?', /neither a key nor an e-mail/],
  ])('sends %s nowhere and says why', async (text, words) => {
    const asked = answering(nothing)
    const { box } = await paste(text)
    expect(await screen.findByText(words)).toBeVisible()
    expect(box).toBeInvalid()
    expect(box).toHaveValue('')
    expect(asked).toEqual([])
  })

  it('sends nothing where the browser cannot hash', async () => {
    const asked = answering(nothing)
    vi.stubGlobal('crypto', { randomUUID: anId, getRandomValues: <T,>(bytes: T) => bytes })
    await paste(aKey)
    expect(await screen.findByText(/without https/)).toBeVisible()
    expect(asked).toEqual([])
  })

  it('names the role that mends it to who may only look', async () => {
    server.use(api.get('/v1/me', aViewer()))
    answering(revoked())
    await paste(aKey)
    const mend = await screen.findByRole('button', { name: 'Subscribe again' })
    expect(mend).toHaveAttribute('aria-disabled', 'true')
    expect(mend).toHaveAccessibleDescription(/tenant-admin/)
  })
})
