import { spawnSync } from 'node:child_process'
import { callGateway, controlPlane, seedApi, seedKey } from './support/control-plane.ts'
import { expect, test } from './support/fixtures.ts'
import { addresses, STATE_DIR } from './support/place.ts'
import { answers, holdDown, kill } from './support/services.ts'

test('a test alert goes through Alertmanager and is received within minutes', async () => {
  const sent = await controlPlane().POST('/v1/admin/alerts/test', {
    params: { header: { 'Idempotency-Key': crypto.randomUUID() } },
  })
  const id = sent.data?.id ?? ''
  const read = async () =>
    (await controlPlane().GET('/v1/admin/alerts/test/{id}', { params: { path: { id } } })).data
  await expect.poll(async () => (await read())?.state, { timeout: 60_000 }).toBe('received')
  expect((await read())?.latency_ms).toBeLessThan(300_000)
})

test('a restarted gateway serves while the control plane is down', async () => {
  const api = await seedApi()
  const { key } = await seedKey(api.id)
  const call = () => callGateway(`/${api.apiName}/v1/health`, { 'x-api-key': key })
  expect((await call()).status).toBe(200)
  const heal = holdDown('control-plane')
  try {
    kill('gateway')
    await expect
      .poll(
        () =>
          call().then(
            (a) => a.status,
            () => 0,
          ),
        { timeout: 30_000 },
      )
      .toBe(200)
  } finally {
    heal()
  }
  await answers(`${addresses.controlPlane}/health`)
})

test('a second start in the same folder is refused with the pid of the first', async () => {
  const second = spawnSync(process.execPath, ['platform/up/bootstrap.mjs'], {
    encoding: 'utf8',
    env: { ...process.env, STOA_STATE_DIR: STATE_DIR },
  })
  expect(second.status).not.toBe(0)
  expect(second.stdout + second.stderr).toMatch(/already runs .*pid \d+/)
})

test('a part of the console that cannot be loaded is said, without a reload for ever', async ({
  page,
  signIn,
  faults,
}) => {
  await signIn('/')
  let documents = 0
  page.on('request', (request) => {
    if (request.isNavigationRequest()) documents += 1
  })
  await page.route('**/assets/ConsumersPage-*.js', (route) => route.fulfill({ status: 404 }))
  await page.getByRole('navigation').getByRole('link', { name: 'Consumers' }).first().click()
  await expect(page.getByText('A part of the console could not be loaded')).toBeVisible()
  await page.waitForTimeout(4_000)
  // At most one reload: the document, the trip through Keycloak and back.
  expect(documents).toBeLessThanOrEqual(3)
  await page.unroute('**/assets/ConsumersPage-*.js')
  await page
    .getByRole('button', { name: 'Reload' })
    .or(page.getByRole('link', { name: 'Reload' }))
    .click()
  await expect(page.getByRole('heading', { name: 'Consumers', level: 1 })).toBeVisible()
  // The browser reports the missing file; that is what this journey is about.
  faults.length = 0
})
