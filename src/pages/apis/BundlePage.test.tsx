import { screen, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'

import { routes } from '~/app/routes'
import { bundleOf } from '~/domain/bundle'
import type { Contract } from '~/domain/contract'
import { aContract, aPage, aViewer } from '~/test/builders'
import { api, ok, problem } from '~/test/contract-mock'
import { renderRoutes } from '~/test/render'
import { server } from '~/test/server'

const orders = aContract({ etag: '"3"' })
const changed = { ...orders, endpoint: { ...orders.endpoint, timeout: '30s' } }
const invoices = aContract({ apiName: 'invoices' })
const file = (text: string) => new File([text], 'apis.yaml', { type: 'application/yaml' })
const open = () => renderRoutes(routes, '/t/default/apis/bundle')
const choose = () => screen.findByLabelText('Choose a file')

describe('the import of a bundle', () => {
  it('lists what it would do, does it when asked, and then says that nothing is left', async () => {
    let held: Contract[] = [orders]
    let isRefused = true
    const sent: unknown[] = []
    server.use(
      api.get('/v1/contracts', () => aPage(held)),
      api.patch('/v1/contracts/{id}', ({ body, headers }) => {
        sent.push([body, headers.get('if-match')])
        held = [changed, ...held.slice(1)]
        return changed
      }),
      api.post('/v1/contracts', ({ headers }) => {
        sent.push(headers.get('idempotency-key'))
        if (isRefused) return problem(403, { detail: 'Not today.' })
        held = [...held, invoices]
        return ok(invoices, 201)
      }),
    )
    const { user } = open()
    await user.upload(await choose(), file(bundleOf([changed, invoices], 'Not in it')))
    const table = await screen.findByRole('table', { name: 'Steps of the import' })
    expect(within(table).getByText('15s')).toBeVisible()
    expect(sent).toEqual([])
    await user.click(screen.getByRole('button', { name: 'Apply 2 changes' }))
    expect(await screen.findByText('Refused: Not today.')).toBeVisible()
    expect(sent).toEqual([[{ endpoint: { timeout: '30s' } }, '"3"'], expect.any(String)])

    isRefused = false
    await user.click(await screen.findByRole('button', { name: 'Try the refused ones again' }))
    expect(await screen.findByText(/^No changes/)).toBeVisible()
    // The same wish has the same key, so that an answer that was lost makes no second API.
    expect(sent[2]).toBe(sent[1])
    expect(sent).toHaveLength(3)

    await user.upload(
      await choose(),
      file(bundleOf([aContract({ apiName: 'third' })], 'Not in it')),
    )
    expect(await screen.findByRole('button', { name: 'Apply 1 change' })).toBeVisible()
    expect(screen.queryByText(/refused\. The dry run/)).toBeNull()
  })

  it('is refused by line, and too large a file before it is read', async () => {
    const { user } = open()
    await user.upload(
      await choose(),
      file('kind: stoa-contracts\nversion: 1\ncontracts:\n  - x: 1\n'),
    )
    const alert = await screen.findByRole('alert')
    expect(alert).toHaveTextContent('Line 4: A contract has no member x.')
    await user.upload(await choose(), file(' '.repeat(6 * 1024 * 1024)))
    expect(await screen.findByRole('alert')).toHaveTextContent(/5/)
    expect(screen.queryByRole('table')).toBeNull()
  })

  it('can be tried by a reader, but not applied', async () => {
    server.use(api.get('/v1/me', aViewer()), api.get('/v1/contracts', aPage([])))
    const { user } = open()
    await user.upload(await choose(), file(bundleOf([invoices], 'Not in it')))
    expect(await screen.findByRole('button', { name: 'Apply 1 change' })).toHaveAttribute(
      'aria-disabled',
      'true',
    )
  })
})
