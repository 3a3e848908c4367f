import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'

import { routes } from '~/app/routes'
import * as files from '~/components/ui/save-file'
import { aContract, anAuditEntry, anId, aPage, auditStates, aViewer } from '~/test/builders'
import { api, problem } from '~/test/contract-mock'
import { renderRoutes } from '~/test/render'
import { server } from '~/test/server'

const open = (rest = '') => renderRoutes(routes, `/t/default/audit${rest}`)
const id = anId()
const before = aContract({ id, displayName: 'Old', etag: '"1"' })
const after = aContract({ id, displayName: 'New', etag: '"2"' })
const row = anAuditEntry({ resource_id: id, ...auditStates(before, after) })

describe('the audit trail', () => {
  it('asks the server with what the address says, page by page', async () => {
    const asked: string[] = []
    server.use(
      api.get('/v1/audit/{tenant}', ({ query }) => {
        asked.push(query.toString())
        return { ...aPage([row]), total: 120 }
      }),
    )
    const { user, address } = open('?type=policy&action=update&actor=ada&search=limit')
    await user.click(await screen.findByRole('button', { name: 'Next page' }))
    await waitFor(() =>
      expect(asked.at(-1)).toBe(
        'search=limit&resource_type=policy&action=update&actor=ada&page=2&page_size=50',
      ),
    )
    await user.selectOptions(screen.getByRole('combobox', { name: 'Kind' }), 'plan')
    await waitFor(() => expect(asked.at(-1)).toContain('resource_type=plan'))
    expect(address()).not.toContain('page=')
    await user.selectOptions(screen.getByRole('combobox', { name: 'When' }), 'now-24h')
    await waitFor(() => expect(asked.at(-1)).toMatch(/from=\d{4}-/))
    expect(address()).toContain('from=now-24h')
  })

  it('shows the fields, leads to the resource, and undoes on the present state', async () => {
    let state = after
    server.use(
      api.get('/v1/audit/{tenant}', aPage([row])),
      api.get('/v1/contracts/{id}', () => state),
      api.patch('/v1/contracts/{id}', ({ body, headers }) => {
        expect([body, headers.get('if-match')]).toEqual([{ displayName: 'Old' }, '"2"'])
        state = { ...before, etag: '"3"' }
        return state
      }),
    )
    const { user } = open()
    expect(await screen.findByRole('link', { name: 'orders 1.0.0' })).toHaveAttribute(
      'href',
      `/t/default/apis/${id}`,
    )
    await user.click(screen.getByRole('button', { name: /^Undo: Changed/ }))
    const dialog = within(await screen.findByRole('alertdialog'))
    expect(dialog.getByText('Old')).toBeVisible()
    await user.click(dialog.getByRole('button', { name: 'Undo' }))
    expect(await screen.findByText(/Undone\. Read back: 1 field/)).toBeVisible()
  })

  it('offers no way back where there is none, and none to a viewer', async () => {
    const silence = anAuditEntry({ resource_type: 'silence', action: 'expire' })
    server.use(api.get('/v1/me', aViewer()), api.get('/v1/audit/{tenant}', aPage([row, silence])))
    open()
    expect(await screen.findByText('No way back from here')).toBeVisible()
    expect(screen.getByRole('button', { name: /^Undo/ })).toHaveAttribute('aria-disabled', 'true')
  })

  it('teaches where nothing fits, and says it when it cannot be read', async () => {
    const { user, address } = open('?search=nothing')
    await user.click(await screen.findByRole('button', { name: 'Clear the filters' }))
    await waitFor(() => expect(address()).toBe('/t/default/audit'))
    server.use(api.get('/v1/audit/{tenant}', () => problem(500, { detail: 'It broke.' })))
    await user.selectOptions(screen.getByRole('combobox', { name: 'Kind' }), 'plan')
    expect(await screen.findByRole('button', { name: 'Try again' })).toBeVisible()
  })

  it('is exported whole, as the server writes it', async () => {
    const saved = vi.spyOn(files, 'saveFile').mockReturnValue(undefined)
    server.use(
      api.get('/v1/audit/{tenant}', aPage([row])),
      api.get('/v1/audit/{tenant}/export.json', ({ query }) => {
        expect(query.get('action')).toBe('update')
        return [row]
      }),
    )
    const { user } = open('?action=update')
    await screen.findByText('orders 1.0.0')
    await user.click(screen.getByRole('button', { name: 'Export' }))
    await user.click(screen.getByRole('menuitem', { name: '1 change as JSON' }))
    await waitFor(() =>
      expect(saved).toHaveBeenCalledExactlyOnceWith(
        'audit-default.json',
        'application/json',
        JSON.stringify([row]),
      ),
    )
    saved.mockRestore()
  })

  it('is checked on demand: whole with its evidence, or where it broke', async () => {
    const chain = {
      whole: true,
      checked_rows: 1234,
      first_broken_id: null,
      checked_at: new Date().toISOString(),
    }
    server.use(api.get('/v1/audit/{tenant}/chain', chain))
    const { user } = open()
    const check = await screen.findByRole('button', { name: 'Check the whole trail' })
    expect(screen.queryByText('Whole')).toBeNull()
    await user.click(check)
    expect(await screen.findByText('Whole')).toBeVisible()
    expect(screen.getByText(/1,234 rows of all tenants were read/)).toBeVisible()
    server.use(
      api.get('/v1/audit/{tenant}/chain', { ...chain, whole: false, first_broken_id: 'row-7' }),
    )
    await user.click(check)
    expect(await screen.findByText('Broken')).toBeVisible()
    expect(screen.getByText(/row-7/)).toBeVisible()
  })
})
