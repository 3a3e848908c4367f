/** Every verdict of the test call, made by breaking the real thing and read in the browser. */

import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from '@playwright/test'
import {
  clearTenantWide,
  controlPlane,
  freshName,
  seedApi,
  seedConsumer,
  seedKey,
  TENANT,
} from './support/control-plane.ts'
import { expect, test } from './support/fixtures.ts'
import { addresses } from './support/place.ts'
import { answers, holdDown } from './support/services.ts'

const cp = controlPlane()

/** An API on any backend, with the time that its contract gives it. */
async function seedOn(url: string, timeout = '15s') {
  const { data, error } = await cp.POST('/v1/contracts', {
    body: {
      apiName: freshName('verdict'),
      apiVersion: '1.0.0',
      tenant: TENANT,
      endpoint: { url, method: 'REST', timeout },
      auth: { type: 'api_key' },
      status: 'published',
    },
  })
  if (!data) throw new Error(`seeding an API failed: ${JSON.stringify(error)}`)
  return data
}

/** Binds a policy to the API; the gateway has it within a second. */
async function seedPolicy(api: string, policy_type: string, config: Record<string, unknown>) {
  const { data, error } = await cp.POST('/v1/admin/policies', {
    body: {
      scope: 'api',
      enabled: true,
      name: freshName(policy_type.replaceAll('_', '-')),
      policy_type,
      tenant_id: TENANT,
      config,
    },
  })
  if (!data) throw new Error(`seeding a policy failed: ${JSON.stringify(error)}`)
  await cp.POST('/v1/admin/policies/bindings', { body: { policy_id: data.id, contract_id: api } })
  return () => cp.DELETE('/v1/admin/policies/{id}', { params: { path: { id: data.id } } })
}

const subscription = (id: string) => ({ params: { path: { id } }, body: {} })
const consumer = (id: string) => ({ params: { path: { tenant: TENANT, id } }, body: {} })

/** The test call of the page that is open. */
function testCall(page: Page) {
  const part = page.getByRole('region', { name: 'Test call' })
  const answer = part.getByRole('region', { name: 'Answer' })
  return {
    part,
    answer,
    key: (key: string) => part.getByLabel('API key', { exact: false }).fill(key),
    path: (path: string) => part.getByRole('textbox', { name: /^Path/ }).fill(path),
    /** Sends until the gateway has the change that was just made, and the verdict is the expected one. */
    says: (sentence: RegExp, status: string) =>
      expect(async () => {
        const sent = part.getByRole('button', { name: 'Send', exact: true })
        await sent.click()
        await expect(sent).not.toHaveAttribute('aria-busy', 'true', { timeout: 10_000 })
        await expect(answer.getByText(sentence).first()).toBeVisible({ timeout: 300 })
        await expect(answer.getByText(status, { exact: true })).toBeVisible({ timeout: 300 })
      }).toPass({ timeout: 15_000, intervals: [100, 250] }),
    step: (name: string | RegExp) => expect(answer.getByRole('link', { name })).toBeVisible(),
  }
}

test('keys, consumers and subscriptions: what is wrong, with whom, and the way to mend it', async ({
  page,
  signIn,
}) => {
  const api = await seedApi()
  const { key, consumer: holder, subscription: held } = await seedKey(api.id)
  const other = await seedKey((await seedApi()).id)
  await signIn(`/t/${TENANT}/apis/${api.id}?tab=test`)
  const call = testCall(page)

  await call.says(/No key was sent/, '401')
  await call.key(`${key} x`)
  await expect(call.part.getByText('There is a space inside this key')).toBeVisible()
  await call.says(/is not a key/, '401')
  await call.key('stoa_sk_00000000000000000000000000000000')
  await call.says(/knows no such key/, '401')

  await call.key(other.key)
  await call.says(/belongs to another API/, '403')
  await call.step(`Subscribe ${other.consumer.name} to this API`)

  await call.key(key)
  await call.says(/It works/, '200')

  await cp.POST('/v1/consumers/{tenant}/{id}/suspend', consumer(holder.id))
  await call.says(/consumer behind this key is suspended/, '403')
  await call.step(`Open the consumer ${holder.name}`)
  await cp.POST('/v1/consumers/{tenant}/{id}/block', consumer(holder.id))
  await call.says(/consumer behind this key is blocked/, '403')
  await cp.POST('/v1/consumers/{tenant}/{id}/activate', consumer(holder.id))

  await cp.POST('/v1/subscriptions/{id}/suspend', subscription(held.id))
  await call.says(/subscription is suspended/, '403')
  await cp.POST('/v1/subscriptions/{id}/reactivate', subscription(held.id))

  // A grace period of a second: the old key works, and then it has expired.
  const rotated = await cp.POST('/v1/subscriptions/{id}/rotate-key', {
    params: { path: { id: held.id } },
    body: { grace_period_hours: 1 / 3600 },
  })
  await call.says(/This key has expired/, '401')
  await call.key(rotated.data?.new_api_key ?? '')
  await call.says(/It works/, '200')
  await cp.POST('/v1/subscriptions/{id}/revoke', subscription(held.id))
  await call.says(/This key was revoked/, '401')

  const { id } = await seedConsumer()
  const brief = await cp.POST('/v1/subscriptions', {
    body: {
      consumer_id: id,
      api_id: api.id,
      tenant_id: TENANT,
      expires_at: new Date(Date.now() + 1_500).toISOString(),
    },
  })
  await call.key(brief.data?.api_key ?? '')
  await call.says(/subscription has reached its end/, '403')
})

test('policies: a limit that counts down, an address, a size, and a page at another origin', async ({
  page,
  signIn,
}) => {
  await clearTenantWide('cors')
  const api = await seedApi()
  const { key } = await seedKey(api.id)
  await signIn(`/t/${TENANT}/apis/${api.id}?tab=test`)
  const call = testCall(page)
  await call.key(key)

  const liftFilter = await seedPolicy(api.id, 'ip_filter', { deny: ['127.0.0.0/8', '::1/128'] })
  await call.says(/An IP filter refused the address/, '403')
  await call.step('Open the policies')
  await liftFilter()

  const liftSize = await seedPolicy(api.id, 'request_size', { max_bytes: 10 })
  await call.part.getByLabel('Method').selectOption('POST')
  await call.path('/echo')
  await call.part.getByLabel(/Request body/).fill('{"name":"longer than ten"}')
  await call.says(/larger than the request size policy allows/, '413')
  await liftSize()
  await call.says(/It works/, '200')

  await call.part.getByText('As a browser elsewhere would see it').click()
  const ask = call.part.getByRole('button', { name: 'Ask the gateway' })
  await ask.click()
  await expect(call.part.getByText(/no CORS policy is in force/)).toBeVisible()
  await expect(call.part.getByRole('link', { name: 'Draft a CORS policy' })).toHaveAttribute(
    'href',
    `/t/${TENANT}/policies/new?type=cors`,
  )
  await seedPolicy(api.id, 'cors', {
    origins: ['https://shop.example'],
    methods: ['GET', 'POST'],
    headers: ['X-API-Key', 'Content-Type'],
  })
  await expect(async () => {
    await ask.click()
    await expect(call.part.getByText(/does not name this origin/)).toBeVisible({ timeout: 500 })
  }).toPass()
  await call.part.getByLabel('Origin of the page').fill('https://shop.example/')
  await ask.click()
  await expect(call.part.getByText(/would let https:\/\/shop.example make this call/)).toBeVisible()

  await seedPolicy(api.id, 'rate_limit', { requests_per_minute: 20, burst: 1 })
  await call.says(/A rate limit policy was reached/, '429')
  await expect(call.answer.getByRole('button', { name: /Send again in [1-3] s/ })).toBeVisible()
  await call.answer.getByRole('button', { name: 'Send again', exact: true }).click()
  await expect(call.answer.getByText('It works')).toBeVisible()
})

test('backends: stopped, slow, another server on the port, a path that is not there', async ({
  page,
  signIn,
}) => {
  const html = await htmlServer()
  const api = await seedOn(`${addresses.backend}/api`, '500ms')
  const document = await fetch(`${addresses.backend}/api/openapi.json`)
  await cp.PUT('/v1/contracts/{id}/openapi', {
    params: { path: { id: api.id } },
    body: await document.json(),
  })
  const { key } = await seedKey(api.id)
  await signIn(`/t/${TENANT}/apis/${api.id}?tab=test`)
  const call = testCall(page)
  await call.key(key)

  await call.path('/slow?ms=3000')
  await call.says(/longer than this contract's timeout \(500ms\)/, '504')
  await call.step('Change the timeout')

  await call.path('/itmes')
  await call.says(/the backend itself answered 404/, '404')
  await call.answer.getByRole('button', { name: '/items' }).click()
  await call.says(/It works/, '200')

  const release = holdDown('sample-backend')
  await call.says(/could not reach the backend.*host\.docker\.internal/, '502')
  await call.step('Change the backend URL')
  release()
  await answers(`${addresses.backend}/api/health`)
  await call.says(/It works/, '200')

  const { port } = html.address() as AddressInfo
  const wrong = await seedOn(`http://127.0.0.1:${port}`)
  const other = await seedKey(wrong.id)
  await page.goto(`/t/${TENANT}/apis/${wrong.id}?tab=test`)
  await call.key(other.key)
  await call.says(/The answer is a web page/, '200')
  await call.step('Change the backend URL')
  html.close()
})

test('a test key calls at once, is never shown, and is revoked on leaving; a retired API and a dead gateway are told apart', async ({
  page,
  signIn,
}) => {
  const api = await seedApi()
  await signIn(`/t/${TENANT}/apis/${api.id}?tab=test`)
  const call = testCall(page)
  await call.part.getByLabel('Which key').selectOption('test')
  await call.says(/It works/, '200')
  await expect(call.part.getByText(/A test key is in use/)).toBeVisible()
  const subscriptionsOf = async () => {
    const { data } = await cp.GET('/v1/subscriptions/tenant/{tenant}', {
      params: { path: { tenant: TENANT }, query: { api_id: api.id } },
    })
    return data?.items ?? []
  }
  const [made] = await subscriptionsOf()
  expect(made?.consumer_external_id).toMatch(/^console-test-/)
  expect(Date.parse(made?.expires_at ?? '') - Date.now()).toBeLessThan(5 * 60_000)
  expect(await page.content()).not.toMatch(/stoa_sk_[0-9a-f]{32}/)

  const release = holdDown('gateway')
  await call.says(/The gateway itself does not answer/, '502')
  release()
  await answers(`${addresses.gateway}/health`)
  await call.answer.getByRole('button', { name: 'Send again' }).click()
  await expect(call.answer.getByText('It works')).toBeVisible()

  await cp.POST('/v1/contracts/{id}/deprecate', {
    params: { path: { id: api.id } },
    body: { reason: 'over' },
  })
  await cp.POST('/v1/contracts/{id}/retire', { params: { path: { id: api.id } } })
  await call.says(/The gateway has no such path/, '404')

  await call.part
    .getByText(/Calls of this session/)
    .first()
    .click()
  const list = call.part.getByRole('list', { name: 'Calls of this session' })
  await list.getByRole('checkbox').first().check()
  await list.getByRole('checkbox').last().check()
  const compared = call.part.getByRole('region', { name: 'Two calls compared' })
  await expect(compared.getByRole('row', { name: /Status 200 404/ })).toBeVisible()

  await page.getByRole('link', { name: 'Dashboard' }).first().click()
  await expect
    .poll(async () => (await subscriptionsOf()).map(({ status }) => status))
    .toEqual(['revoked'])
})

/** What a mistyped port leads to most often. */
async function htmlServer(): Promise<Server> {
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Welcome to nginx</h1>')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return server
}
