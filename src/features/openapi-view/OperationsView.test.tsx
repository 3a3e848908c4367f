import { screen, waitFor } from '@testing-library/react'
import { describe, expect, it } from 'vitest'

import { renderRoutes } from '~/test/render'

import { OperationsView } from './OperationsView'

const responses = { 200: { description: 'All **pets**' } }
const document = {
  paths: {
    '/pets': { get: { summary: 'List pets', tags: ['pets'], responses } },
    '/pets/{id}': { delete: { summary: 'Remove', tags: ['pets'], deprecated: true, responses } },
    '/health': { get: { operationId: 'health', responses } },
  },
}
const open = (search = '') =>
  renderRoutes([{ path: '/x', element: <OperationsView document={document} /> }], `/x${search}`)

describe('the operations', () => {
  it('stand under their tags, are searched, and open at their own address', async () => {
    const { user, address } = open()
    expect(await screen.findByRole('list', { name: 'pets' })).toBeVisible()
    expect(screen.getByText('3 operations')).toBeVisible()
    await user.click(screen.getByRole('button', { name: /GET \/pets List pets/ }))
    expect(await screen.findByText('pets', { selector: 'strong *, strong' })).toBeVisible()
    expect(address()).toContain('op=GET+%2Fpets')
    await user.type(screen.getByRole('searchbox'), 'remove')
    await waitFor(() => expect(screen.getByText('1 operation')).toBeVisible())
    expect(screen.queryByRole('button', { name: /health/ })).toBeNull()
  })

  it('open the one that a link names, and say when there is none', async () => {
    open('?op=GET+%2Fhealth')
    expect(await screen.findByRole('button', { expanded: true })).toHaveTextContent('/health')
  })

  it('say that the one of a link is not there', async () => {
    open('?op=PUT+%2Fnothing')
    expect(
      await screen.findByText(/PUT \/nothing of this link is not in the document/),
    ).toBeVisible()
  })
})
