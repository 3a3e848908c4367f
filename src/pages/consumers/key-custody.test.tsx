import { screen, waitFor } from '@testing-library/react'
import { array, assert, asyncProperty, boolean, constantFrom, record } from 'fast-check'
import { afterEach, expect, it, vi } from 'vitest'

import { queryClient } from '~/api/query-client'
import { routes } from '~/app/routes'
import { setConfig } from '~/config/config'
import {
  aConsumer,
  aContract,
  aKey,
  anId,
  anIssuedSubscription,
  aPage,
  aRotatedKey,
  aSubscription,
} from '~/test/builders'
import { api } from '~/test/contract-mock'
import { renderRoutes } from '~/test/render'
import { server } from '~/test/server'

const consumer = aConsumer({ id: anId() })
const orders = aContract({ apiName: 'orders' })
const subscription = aSubscription({ consumer_id: consumer.id, api_name: 'orders' })
const place = `/t/default/consumers/${consumer.id}`

/** A key is made one way, looked at or not, and left one way. */
const custody = record({
  made: constantFrom('create', 'rotate'),
  isShown: boolean(),
  left: constantFrom('close', 'navigate'),
})

afterEach(() => vi.restoreAllMocks())

type View = ReturnType<typeof renderRoutes>

/** Where a text is found, of all that outlives a dialog. */
function placesWith(text: string, { router }: View, said: readonly string[]): string[] {
  const fields = [...document.querySelectorAll<HTMLInputElement>('input, textarea')]
  const kept = {
    document: document.documentElement.outerHTML + fields.map(({ value }) => value).join(' '),
    queries: JSON.stringify(
      queryClient
        .getQueryCache()
        .getAll()
        .map(({ queryKey, state }) => [queryKey, state]),
    ),
    mutations: JSON.stringify(
      queryClient
        .getMutationCache()
        .getAll()
        .map(({ state }) => state),
    ),
    storage: JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)]),
    address: JSON.stringify([router.state.location, window.location.href, window.history.state]),
    console: said.join(' '),
  }
  return Object.entries(kept).flatMap(([name, all]) => (all.includes(text) ? [name] : []))
}

async function issue(view: View, made: 'create' | 'rotate', key: string): Promise<void> {
  const { user, router } = view
  server.use(
    api.post('/v1/subscriptions', () =>
      anIssuedSubscription({ consumer_id: consumer.id, api_id: orders.id, api_key: key }),
    ),
    api.post('/v1/subscriptions/{id}/rotate-key', () => aRotatedKey({ new_api_key: key })),
  )
  if (made === 'create') {
    await router.navigate(`${place}/subscriptions/new`)
    await user.click(await screen.findByRole('radio', { name: /orders 1.0.0/ }))
    await user.click(screen.getByRole('button', { name: 'Subscribe and get the key' }))
    return
  }
  await router.navigate(place)
  await user.click(
    await screen.findByRole('button', { name: 'Actions for the subscription to orders' }),
  )
  await user.click(screen.getByRole('menuitem', { name: /Rotate/ }))
  await user.click(await screen.findByRole('button', { name: 'Rotate and show the new key' }))
}

async function leave({ user, router }: View, how: 'close' | 'navigate'): Promise<void> {
  if (how === 'navigate') return router.navigate('/t/default/plans')
  await user.click(screen.getByRole('button', { name: 'Done' }))
  await user.click(await screen.findByRole('button', { name: 'Close and lose the key' }))
}

it('a key is nowhere once it is left, whatever was done before and in whatever order', async () => {
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
  const said: string[] = []
  for (const level of ['debug', 'error', 'info', 'log', 'warn'] as const)
    vi.spyOn(console, level).mockImplementation(
      (...words) => void said.push(words.map(String).join(' ')),
    )
  server.use(
    api.get('/v1/consumers/{tenant}/{id}', consumer),
    api.get('/v1/contracts', aPage([orders])),
    api.get('/v1/subscriptions/tenant/{tenant}', aPage([subscription])),
  )
  let count = 0
  await assert(
    asyncProperty(array(custody, { minLength: 1, maxLength: 3 }), async (steps) => {
      const view = renderRoutes(routes, place)
      const keys: string[] = []
      for (const { made, isShown, left } of steps) {
        const key = aKey.slice(0, -4) + String(++count).padStart(4, '0')
        keys.push(key)
        await issue(view, made, key)
        const show = await screen.findByRole('button', { name: 'Show the key' })
        // Found while it is here, so that finding nothing afterwards means something.
        expect(placesWith(key, view, said)).toContain('mutations')
        if (isShown) await view.user.click(show)
        await leave(view, left)
        await waitFor(() => expect(keys.flatMap((one) => placesWith(one, view, said))).toEqual([]))
      }
      view.unmount()
    }),
    { numRuns: 8 },
  )
}, 120_000)
