import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { QueryClientProvider } from '@tanstack/react-query'
import { createMemoryRouter, RouterProvider } from 'react-router'
import { expect, it, vi } from 'vitest'

import { queryClient } from '~/api/query-client'
import { setConfig } from '~/config/config'
import { RotateKey } from '~/features/subscriptions/RotateKey'
import {
  aConsumer,
  anId,
  anIssuedSubscription,
  aContract,
  aPage,
  aRotatedKey,
  aSubscription,
} from '~/test/builders'
import { api, unreachable } from '~/test/contract-mock'
import { server } from '~/test/server'

import { Component as NewConsumerForm } from './NewConsumerForm'
import { Component as NewSubscriptionForm } from './NewSubscriptionForm'

const TRIALS = 200

/** How a person presses, and what becomes of the first answer. */
const presses = ['double click', 'Enter and click', 'click, and again while it is pending'] as const
const fates = ['at once', 'late', 'lost once', 'lost until it is pressed again'] as const

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** A server that carries out each Idempotency-Key once, as ours does, and whose answers are lost where it is told so. */
class Server {
  readonly done = new Map<string, object>()
  private asked = 0
  isLosing = true
  private readonly fate: (typeof fates)[number]
  constructor(fate: (typeof fates)[number]) {
    this.fate = fate
  }
  async take(headers: Headers, make: () => object): Promise<object | Response> {
    const key = headers.get('idempotency-key') ?? `none-${this.done.size}`
    const answer = this.done.get(key) ?? make()
    this.done.set(key, answer)
    if (this.fate === 'late') await wait(5)
    this.asked += 1
    if (this.fate === 'lost once' && this.asked === 1) return unreachable()
    if (this.fate === 'lost until it is pressed again' && this.isLosing) return unreachable()
    return answer
  }
}

const consumer = aConsumer({ id: anId() })
const orders = aContract({ apiName: 'orders' })
const subscription = aSubscription({ consumer_id: consumer.id })

const wishes = {
  consumer: {
    path: '/t/:tenant/consumers/new',
    at: '/t/default/consumers/new',
    Component: NewConsumerForm,
    button: 'Create',
    fill: async () => {
      fireEvent.change(await screen.findByRole('textbox', { name: 'External id' }), {
        target: { value: 'acme' },
      })
      fireEvent.change(screen.getByRole('textbox', { name: 'Name' }), { target: { value: 'Acme' } })
      fireEvent.change(screen.getByRole('textbox', { name: 'E-mail' }), {
        target: { value: 'a@b.example' },
      })
    },
    handler: (to: Server) =>
      api.post(
        '/v1/consumers/{tenant}',
        ({ headers }) =>
          // The union is what a resolver may answer.
          to.take(headers, () => aConsumer()) as Promise<Response>,
      ),
  },
  subscription: {
    path: '/t/:tenant/consumers/:id/subscriptions/new',
    at: `/t/default/consumers/${consumer.id}/subscriptions/new`,
    Component: NewSubscriptionForm,
    button: 'Subscribe and get the key',
    fill: async () => fireEvent.click(await screen.findByRole('radio', { name: /orders 1.0.0/ })),
    handler: (to: Server) =>
      api.post(
        '/v1/subscriptions',
        ({ headers }) =>
          to.take(headers, () =>
            anIssuedSubscription({ consumer_id: consumer.id }),
          ) as Promise<Response>,
      ),
  },
  rotation: {
    path: '/',
    at: '/',
    Component: () => (
      <RotateKey subscription={subscription} onClose={() => undefined} onDone={() => undefined} />
    ),
    button: 'Rotate and show the new key',
    fill: async () => {
      await screen.findByRole('combobox')
    },
    handler: (to: Server) =>
      api.post(
        '/v1/subscriptions/{id}/rotate-key',
        ({ headers }) => to.take(headers, () => aRotatedKey()) as Promise<Response>,
      ),
  },
}

async function trial(
  wish: (typeof wishes)[keyof typeof wishes],
  how: (typeof presses)[number],
  fate: (typeof fates)[number],
): Promise<number> {
  const to = new Server(fate)
  server.use(
    api.get('/v1/consumers/{tenant}/{id}', consumer),
    api.get('/v1/contracts', aPage([orders])),
    wish.handler(to),
  )
  const router = createMemoryRouter(
    [
      { path: wish.path, Component: wish.Component },
      { path: '*', element: <p>Left</p> },
    ],
    { initialEntries: [wish.at] },
  )
  render(
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  )
  await wish.fill()
  const button = screen.getByRole('button', { name: wish.button })
  const form = button.closest('form')
  const submit = () => form && fireEvent.submit(form)
  if (how === 'Enter and click') submit()
  else fireEvent.click(button)
  if (how === 'click, and again while it is pending') await act(() => wait(1))
  fireEvent.click(button)
  submit()
  if (fate === 'lost until it is pressed again') {
    await screen.findByRole('alert')
    to.isLosing = false
    fireEvent.click(screen.getByRole('button', { name: wish.button }))
    fireEvent.click(screen.getByRole('button', { name: wish.button }))
  }
  await waitFor(() => expect(screen.queryByRole('button', { name: wish.button })).toBeNull())
  // What was sent too much would arrive by now.
  await act(() => wait(10))
  cleanup()
  return to.done.size
}

it(`makes one consumer, subscription or rotation in ${TRIALS} of ${TRIALS} trials, however it is pressed and whatever is lost`, async () => {
  // The waits between automatic retries are random; here they are none.
  vi.spyOn(Math, 'random').mockReturnValue(0)
  setConfig({
    face: 'console',
    keycloak: { url: 'http://localhost:8080', realm: 'stoa', clientId: 'stoa-console' },
    apiBase: '/api',
    gatewayBase: '/gateway',
    gatewayPublicUrl: 'http://localhost:3001',
    consoleUrl: 'http://localhost:3000',
    portalUrl: 'http://localhost:3002',
    features: {},
  })
  const kinds = Object.values(wishes)
  const made: number[] = []
  for (let n = 0; n < TRIALS; n++) {
    const wish = kinds[n % 3]
    const how = presses[Math.floor(n / 3) % 3]
    const fate = fates[Math.floor(n / 9) % 4]
    if (wish && how && fate) made.push(await trial(wish, how, fate))
  }
  expect(made).toEqual(Array.from({ length: TRIALS }, () => 1))
}, 120_000)
