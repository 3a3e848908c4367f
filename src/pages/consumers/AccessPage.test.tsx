import { screen, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'

import type { AccessRow } from '~/domain/consumer'
import { routes } from '~/app/routes'
import { aConsumer, aContract, anId, aPage, aSubscription } from '~/test/builders'
import { api, problem } from '~/test/contract-mock'
import { renderRoutes } from '~/test/render'
import { server } from '~/test/server'

const orders = aContract({ apiName: 'orders', apiVersion: '1.0.0' })
const billing = aContract({ apiName: 'billing', apiVersion: '2.0.0' })

const acme: AccessRow = {
  consumer_id: anId(),
  external_id: 'acme-shop',
  name: 'Acme Shop',
  email: 'dev@acme.example',
  status: 'suspended',
  access: [
    {
      api_id: orders.id,
      subscription_id: anId(),
      status: 'active',
      plan_name: 'Gold',
      api_key_prefix: 'stoa_sk_1a2b',
      expires_at: null,
    },
  ],
}

function answering() {
  const asked: URLSearchParams[] = []
  server.use(
    api.get('/v1/contracts', aPage([orders, billing])),
    api.get('/v1/consumers/{tenant}/access', ({ query }) => {
      asked.push(query)
      return aPage([acme], { total: 1 })
    }),
  )
  return asked
}
const open = (rest = '') => renderRoutes(routes, `/t/default/consumers/access${rest}`)

describe('who has access to what', () => {
  it('has a column for each API and says of each cell what it is', async () => {
    answering()
    open()
    const table = await screen.findByRole('table', { name: 'Access of consumers to APIs' })
    const names = within(table).getAllByRole('columnheader')
    expect(names.map((name) => name.textContent)).toEqual([
      'Consumer',
      'orders 1.0.0',
      'billing 2.0.0',
    ])
    const row = (await within(table).findByText('Acme Shop')).closest('tr')
    const [, first, second] = row?.cells ?? []
    expect(first).toHaveTextContent('ActiveGoldstoa_sk_1a2b')
    expect(second).toHaveTextContent('no access')
  })

  it('leads from a cell to that very subscription', async () => {
    const [cell] = acme.access
    if (!cell) throw new Error('no cell')
    const subscription = aSubscription({
      id: cell.subscription_id,
      consumer_id: acme.consumer_id,
      api_name: 'orders',
    })
    const asked: string[] = []
    server.use(
      api.get('/v1/consumers/{tenant}/{id}', aConsumer({ id: acme.consumer_id })),
      api.get('/v1/subscriptions/{id}', ({ params }) => {
        asked.push(params['id'] ?? '')
        return subscription
      }),
      api.get('/v1/subscriptions/tenant/{tenant}', aPage([subscription, aSubscription()])),
    )
    // Last, since its address would fit a consumer's as well.
    answering()
    const { user, address } = open()
    await user.click(await screen.findByRole('link', { name: 'Active' }))
    const panel = within(await screen.findByRole('region', { name: 'Subscription' }))
    expect(await panel.findByRole('link', { name: /^orders/ })).toBeVisible()
    expect(asked).toEqual([cell.subscription_id])
    expect(panel.getAllByRole('row')).toHaveLength(2)
    await user.click(panel.getByRole('link', { name: 'All subscriptions of this consumer' }))
    expect(address()).toBe(`/t/default/consumers/${acme.consumer_id}`)
    expect(
      await screen.findByRole('region', { name: 'Subscriptions and keys' }),
    ).toHaveAccessibleName()
  })

  it('asks the server for what the address and the boxes say', async () => {
    const asked = answering()
    const { user, address } = open('?status=suspended')
    await screen.findByText('Acme Shop')
    await user.click(screen.getByRole('checkbox', { name: /Only who has access/ }))
    await user.type(screen.getByRole('searchbox', { name: 'Search consumers' }), 'acme')
    await expect.poll(() => asked.at(-1)?.get('search')).toBe('acme')
    const last = asked.at(-1)
    expect(last?.getAll('api_id')).toEqual([orders.id, billing.id])
    expect([last?.get('status'), last?.get('with_access')]).toEqual(['suspended', 'true'])
    expect(new URLSearchParams(address().split('?')[1]).get('only')).toBe('held')
  })

  it('says where no API matches', async () => {
    server.use(api.get('/v1/contracts', aPage([])))
    open()
    expect(await screen.findByText('No API matches.')).toBeVisible()
  })

  it('draws a failure in its place', async () => {
    answering()
    server.use(
      api.get('/v1/consumers/{tenant}/access', () => problem(500, { detail: 'The disk is full.' })),
    )
    open()
    expect(await screen.findByRole('alert')).toHaveTextContent('The disk is full.')
  })
})
