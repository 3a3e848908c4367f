import { expect, test } from 'vitest'

import { aConsumer, aContract, aPage, aSubscription } from '~/test/builders'
import { api } from '~/test/contract-mock'
import { server } from '~/test/server'

import { queryClient } from './query-client'
import { runbookLists } from './runbook-lists'

test('a key of a tenant with thousands of subscriptions is found by the server, and so is an API that wants one', async () => {
  const many = { total: 2_000, page_size: 100 }
  server.use(
    api.get('/v1/subscriptions/tenant/{tenant}', ({ query }) => {
      const prefix = query.get('api_key_prefix')
      return prefix === null
        ? aPage([aSubscription({ id: 'newest', api_key_prefix: 'stoa_sk_9999' })], many)
        : aPage([aSubscription({ id: 'caller', api_key_prefix: prefix })])
    }),
    api.get('/v1/contracts', ({ query }) =>
      query.get('auth_type') === 'api_key'
        ? aPage([aContract({ id: 'guarded', auth: { type: 'api_key' } })], many)
        : aPage([aContract({ id: 'open', auth: { type: 'none' } })], many),
    ),
    api.get('/v1/consumers/{tenant}', ({ query }) =>
      aPage([aConsumer()], { total: query.get('search') === null ? 2_000 : 3 }),
    ),
  )
  const subscriptions = await queryClient.query(
    runbookLists.subscriptions('default', ['stoa_sk_0042']),
  )
  expect(subscriptions.items.map(({ id }) => id)).toEqual(['newest', 'caller'])
  expect(subscriptions.total).toBe(2_000)
  const apis = await queryClient.query(runbookLists.apis('default'))
  expect(apis.items.map(({ id }) => id)).toEqual(['open', 'guarded'])
  // Those of the console's own test calls are nobody's.
  expect((await queryClient.query(runbookLists.consumers('default'))).total).toBe(1_997)
})

test('where nothing is published, what is deprecated is served all the same; drafts are not', async () => {
  server.use(
    api.get('/v1/contracts', ({ query }) =>
      query.get('status') === 'draft' ? aPage([aContract({ status: 'draft' })]) : aPage([]),
    ),
  )
  const { items } = await queryClient.query(runbookLists.apis('drafts'))
  expect(items.map(({ status }) => status)).toEqual(['draft'])
})
