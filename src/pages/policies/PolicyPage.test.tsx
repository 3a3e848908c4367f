import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'

import { routes } from '~/app/routes'
import { aBinding, aContract, anEnforcement, anImpact, aPage, aPolicy } from '~/test/builders'
import { api, ok, problem } from '~/test/contract-mock'
import { renderRoutes } from '~/test/render'
import { server } from '~/test/server'

const open = (rest = '') => renderRoutes(routes, `/t/default/policies${rest}`)
const field = (name: string | RegExp) => screen.findByRole('textbox', { name })

describe("a policy's page", () => {
  const policy = aPolicy({
    name: 'limit',
    etag: '"2"',
    config: { requests_per_minute: 100, burst: 10, of_tomorrow: { kept: true } },
  })
  const page = (rest = '') => {
    server.use(api.get('/v1/admin/policies/{id}', policy))
    return open(`/${policy.id}${rest}`)
  }

  it('sends only the limit that was changed', async () => {
    const sent: unknown[] = []
    server.use(
      api.patch('/v1/admin/policies/{id}', ({ body, headers }) => {
        sent.push([body, headers.get('if-match')])
        return { ...policy, etag: '"3"' }
      }),
    )
    const { user, address } = page('/edit')
    const limit = await field('Requests per minute')
    await user.clear(limit)
    await user.type(limit, '250')
    await user.click(screen.getByRole('button', { name: 'Save changes' }))
    await waitFor(() => expect(address()).toBe(`/t/default/policies/${policy.id}`))
    expect(sent).toEqual([[{ config: { requests_per_minute: 250 } }, '"2"']])
  })

  it("keeps the text on a 412 and can take the other's", async () => {
    server.use(api.patch('/v1/admin/policies/{id}', () => problem(412)))
    const { user } = page('/edit')
    const limit = await field('Requests per minute')
    await user.clear(limit)
    await user.type(limit, '250')
    await user.click(screen.getByRole('button', { name: 'Save changes' }))
    const compare = await screen.findByRole('button', { name: 'Compare with the current version' })
    expect(limit).toHaveValue('250')
    const theirs = { ...policy, etag: '"9"', config: { requests_per_minute: 70, burst: 10 } }
    server.use(api.get('/v1/admin/policies/{id}', theirs))
    await user.click(compare)
    expect(await screen.findByText(/what stands there now/)).toBeVisible()
    await waitFor(() =>
      expect(document.querySelector('[data-editor="The rule: theirs and yours"]')).toBeVisible(),
    )
    expect(limit).toHaveValue('250')
    await user.click(await screen.findByRole('button', { name: 'Take the current version' }))
    await waitFor(() => expect(limit).toHaveValue('70'))
  })

  it('is bound to an API that the server finds', async () => {
    const sent: unknown[] = []
    const orders = aContract({ apiName: 'orders' })
    server.use(
      api.get('/v1/contracts', ({ query }) =>
        query.get('search') === 'ord' ? aPage([orders]) : aPage([], { total: 0 }),
      ),
      api.post('/v1/admin/policies/bindings', ({ body }) => {
        sent.push(body)
        const bound = aBinding({ policy_id: policy.id, target_name: 'orders 1.0.0' })
        server.use(api.get('/v1/admin/policies/{id}/bindings', aPage([bound])))
        return bound
      }),
    )
    const { user } = page()
    await user.click(await screen.findByRole('button', { name: 'Add a binding' }))
    expect(await screen.findByText(/first binding narrows/)).toBeVisible()
    await user.type(await screen.findByRole('searchbox', { name: 'Search API' }), 'ord')
    await user.click(await screen.findByRole('radio', { name: /orders 1.0.0/ }))
    await user.click(screen.getByRole('button', { name: 'Bind' }))
    const table = await screen.findByRole('table', { name: 'Bindings of limit' })
    expect(await within(table).findByText('orders 1.0.0')).toBeVisible()
    expect(sent).toEqual([{ policy_id: policy.id, contract_id: orders.id }])
  })

  it('warns that removing the last binding covers everything', async () => {
    const removed: unknown[] = []
    server.use(
      api.get('/v1/admin/policies/{id}/bindings', aPage([aBinding({ target_name: 'orders' })])),
      api.delete('/v1/admin/policies/bindings/{id}', ({ params }) => {
        removed.push(params['id'])
        return ok(undefined)
      }),
    )
    const { user } = page()
    await user.click(await screen.findByRole('button', { name: 'Remove the binding to orders' }))
    const dialog = await screen.findByRole('alertdialog')
    expect(dialog).toHaveTextContent('ALL APIs of the tenant')
    await user.click(within(dialog).getByRole('button', { name: 'Remove' }))
    await waitFor(() => expect(removed).toHaveLength(1))
  })

  it('is deleted after saying what loses its protection', async () => {
    server.use(api.delete('/v1/admin/policies/{id}', () => ok(undefined)))
    const { user, address } = page()
    await user.click(await screen.findByRole('button', { name: 'Delete' }))
    const dialog = await screen.findByRole('alertdialog')
    expect(dialog).toHaveTextContent('All APIs of the tenant lose this rule')
    await user.click(within(dialog).getByRole('button', { name: 'Delete' }))
    await waitFor(() => expect(address()).toBe('/t/default/policies'))
    expect(await screen.findByText('limit is deleted.')).toBeVisible()
  })

  it('says who takes over and what is left without a rule, before it goes', async () => {
    server.use(
      api.get(
        '/v1/admin/policies/{id}/impact',
        anImpact({
          changed: 3,
          unprotected: 2,
          taken_over_by: [{ policy_id: policy.id, policy_name: 'wide', apis: 1 }],
          items: [
            {
              contract_id: policy.id,
              api: 'orders 1.0.0',
              consumer_id: null,
              consumer: null,
              before: { burst: 5 },
              after: null,
            },
          ],
        }),
      ),
    )
    const { user } = page()
    await user.click(await screen.findByRole('button', { name: 'Delete' }))
    const dialog = within(await screen.findByRole('alertdialog'))
    expect(await dialog.findByText(/^2 call paths are left without/)).toBeVisible()
    expect(dialog.getByText(/takes over on 1 API/)).toBeVisible()
    expect(dialog.getByText(/no rule/)).toBeVisible()
  })

  it('says where it stands: shadowed everywhere, and what the gateway answered', async () => {
    server.use(
      api.get(
        '/v1/admin/policies/{id}/impact',
        anImpact({
          apis_won: 0,
          overruled_by: [{ policy_id: policy.id, policy_name: 'strong', apis: 3 }],
        }),
      ),
      api.get('/v1/admin/policies/{id}/enforcement', anEnforcement({ state: 'differs' })),
    )
    page()
    expect(await screen.findByText(/decides nothing anywhere/)).toBeVisible()
    expect(screen.getByText(/overrules it on 3 APIs/)).toBeVisible()
    expect(screen.getByText('Attached to nothing: All 3 APIs of the tenant.')).toBeVisible()
    expect(await screen.findByText(/holds an older version/)).toBeVisible()
  })

  it('says since when the gateway serves by it, and what that proves', async () => {
    page()
    expect(await screen.findByText(/In force at the gateway since/)).toBeVisible()
    expect(screen.getByText(/at version 12/)).toBeVisible()
  })
})
