import { screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, it, vi } from 'vitest'

import { Toaster } from '~/components/ui/Toaster'
import { Failure } from '~/domain/failure'
import { aContract, anAuditEntry, anId, aPage, auditStates, aMe } from '~/test/builders'
import { api, problem } from '~/test/contract-mock'
import { renderAlone } from '~/test/render'
import { server } from '~/test/server'

import { History } from './History'
import type { Undoing } from './use-undo'

const id = anId()
const before = aContract({ id, displayName: 'Old', etag: '"1"' })
const after = aContract({ id, displayName: 'New', etag: '"2"' })
const row = anAuditEntry({ resource_id: id, ...auditStates(before, after) })
const audit = (items = [row]) => server.use(api.get('/v1/audit/{tenant}', aPage(items)))

const undoOf = (part: Partial<Undoing> = {}): Undoing => ({
  writable: ['displayName', 'endpoint'],
  present: () => Promise.resolve(after),
  write: () => Promise.resolve(),
  path: ['v1', 'contracts', id],
  disabledBecause: undefined,
  ...part,
})
const open = (undo?: Undoing) =>
  renderAlone(
    <>
      <History
        tenant="default"
        resourceType="contract"
        resourceId={id}
        {...(undo && { undo })}
        labelOf={(pointer) => (pointer === '/displayName' ? 'Display name' : undefined)}
      />
      <Toaster />
    </>,
  )
const undoButton = () => screen.findByRole('button', { name: /^Undo: Changed/ })

beforeEach(() => audit())

describe('the history of a resource', () => {
  it('with what belongs to it, says what each row is about and undoes only its own', async () => {
    const asked: string[] = []
    const own = anAuditEntry({
      resource_type: 'consumer',
      resource_id: id,
      ...auditStates({ name: 'Old' }, { name: 'New' }),
    })
    const rotated = anAuditEntry({
      resource_type: 'subscription',
      resource_name: 'Acme – orders 1.0.0',
      action: 'rotate-key',
      ...auditStates({ name: 'a' }, { name: 'b' }),
    })
    server.use(
      api.get('/v1/audit/{tenant}', ({ query }) => {
        asked.push(query.toString())
        return aPage([rotated, own])
      }),
    )
    renderAlone(
      <History
        tenant="default"
        resourceType="consumer"
        resourceId={id}
        concerns="concerns_consumer"
        undo={undoOf({ writable: ['name'] })}
      />,
    )
    const [first, second] = (await screen.findAllByRole('row')).slice(1)
    expect(first).toHaveTextContent(/SubscriptionAcme – orders 1\.0\.0.*Key rotated/)
    expect(first).toHaveTextContent('Undone where it is managed')
    expect(second).toHaveTextContent(/Consumer.*Changed/)
    expect(screen.getAllByRole('button', { name: /^Undo: / })).toHaveLength(1)
    expect(asked).toEqual([`concerns_consumer=${id}&page=1&page_size=20`])
  })

  it('asks for this resource only, page by page', async () => {
    const asked: string[] = []
    server.use(
      api.get('/v1/audit/{tenant}', ({ query, params }) => {
        asked.push(`${params['tenant']} ${query.toString()}`)
        return { ...aPage([row]), total: 41 }
      }),
    )
    const { user } = open()
    await user.click(await screen.findByRole('button', { name: 'Next page' }))
    await waitFor(() => expect(asked).toHaveLength(2))
    const filter = (page: number) =>
      `default resource_type=contract&resource_id=${id}&page=${page}&page_size=20`
    expect(asked).toEqual([filter(1), filter(2)])
  })

  it('says who, what and by which request, and shows the fields on demand', async () => {
    audit([anAuditEntry({ ...row, actor_name: 'ad\u202Ea' })])
    const { user } = open()
    expect(await screen.findByText('Changed')).toBeVisible()
    expect(screen.getByTitle('Invisible character U+202E')).toBeVisible()
    expect(screen.getByText('req-0123456789')).toBeVisible()
    await user.click(screen.getByRole('button', { name: 'Display name' }))
    const table = await screen.findByRole('table', { name: 'What changes, field by field' })
    expect(within(table).getByText('Old')).toBeVisible()
    expect(within(table).getByText('New')).toBeVisible()
    expect(within(table).queryByRole('rowheader', { name: 'etag' })).toBeNull()
  })

  it('says why a row cannot be undone', async () => {
    audit([
      anAuditEntry({ action: 'create', ...auditStates(null, before) }),
      anAuditEntry({ action: 'delete', ...auditStates(before, null) }),
      anAuditEntry({
        action: 'publish',
        ...auditStates({ ...before, status: 'draft' }, { ...before, status: 'published' }),
      }),
    ])
    open(undoOf())
    expect(await screen.findByText(/delete it to undo/)).toBeVisible()
    expect(screen.getByText(/created again/)).toBeVisible()
    expect(screen.getByText(/its own actions/)).toBeVisible()
    expect(screen.queryByRole('button', { name: /^Undo/ })).toBeNull()
  })

  it('is not shown to those who may not read it, and says who may', async () => {
    server.use(api.get('/v1/me', aMe({ permissions: ['contracts:read'] })))
    open()
    expect(await screen.findByText('You may not read the audit trail')).toBeVisible()
    expect(screen.getByText(/viewer/)).toBeVisible()
  })

  it('says so when it cannot be read, or is empty', async () => {
    server.use(api.get('/v1/audit/{tenant}', () => problem(500)))
    const { user } = open()
    const again = await screen.findByRole('button', { name: 'Try again' })
    audit([])
    await user.click(again)
    expect(await screen.findByText('No change recorded')).toBeVisible()
  })
})

describe('an undo', () => {
  it('shows what it would write, writes that on the present state, and reads it back', async () => {
    let state = after
    const write = vi.fn<Undoing['write']>(() => {
      state = { ...after, displayName: 'Old', etag: '"3"' }
      return Promise.resolve()
    })
    const { user } = open(undoOf({ present: () => Promise.resolve(state), write }))
    await user.click(await undoButton())
    const dialog = await screen.findByRole('alertdialog', { name: 'Undo this change?' })
    expect(within(dialog).getByRole('rowheader', { name: 'Display name' })).toBeVisible()
    expect(write).not.toHaveBeenCalled()
    await user.click(within(dialog).getByRole('button', { name: 'Undo' }))
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull())
    expect(write).toHaveBeenCalledExactlyOnceWith({ displayName: 'Old' }, '"2"')
    expect(screen.getByText('Undone. Read back: 1 field is as it was before.')).toBeVisible()
  })

  it('that was written and yet does not stand there is told as such', async () => {
    const { user } = open(undoOf())
    await user.click(await undoButton())
    await user.click(
      within(await screen.findByRole('alertdialog')).getByRole('button', { name: 'Undo' }),
    )
    expect(await screen.findByText(/not as they were before: Display name/)).toBeVisible()
  })

  it('names the later changes that it would overwrite', async () => {
    const { user } = open(
      undoOf({ present: () => Promise.resolve({ ...after, displayName: 'Latest' }) }),
    )
    await user.click(await undoButton())
    expect(
      await screen.findByText(
        'Changed again since then, and overwritten by this undo: Display name',
      ),
    ).toBeVisible()
  })

  it('that somebody else overtakes writes nothing, and asks again with what it would write now', async () => {
    let state = after
    const write = vi.fn<Undoing['write']>(() => {
      state = { ...after, displayName: 'Theirs', etag: '"9"' }
      return Promise.reject(new Failure({ kind: 'stale', message: 'changed' }))
    })
    const { user } = open(undoOf({ present: () => Promise.resolve(state), write }))
    await user.click(await undoButton())
    const dialog = await screen.findByRole('alertdialog')
    await user.click(within(dialog).getByRole('button', { name: 'Undo' }))
    expect(await within(dialog).findByText(/Nothing was written/)).toBeVisible()
    expect(await within(dialog).findByText('Theirs')).toBeVisible()
    await user.click(within(dialog).getByRole('button', { name: 'Undo' }))
    await waitFor(() => expect(write).toHaveBeenLastCalledWith({ displayName: 'Old' }, '"9"'))
  })

  it('of what is undone already writes nothing', async () => {
    const write = vi.fn<Undoing['write']>()
    const { user } = open(undoOf({ present: () => Promise.resolve(before), write }))
    await user.click(await undoButton())
    const dialog = await screen.findByRole('alertdialog')
    expect(within(dialog).getByText(/There is nothing to write/)).toBeVisible()
    // The other one of this name is the cross at the top.
    await user.click(within(dialog).getAllByRole('button', { name: 'Close' }).at(-1) ?? dialog)
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull())
    expect(write).not.toHaveBeenCalled()
  })

  it('cannot be pressed by those who may not write', async () => {
    open(undoOf({ disabledBecause: 'Needs one of the roles devops.' }))
    expect(await undoButton()).toHaveAttribute('aria-disabled', 'true')
    expect(await undoButton()).toHaveAttribute('title', 'Needs one of the roles devops.')
  })

  it('says it when the present state cannot be read', async () => {
    const { user } = open(
      undoOf({
        present: () => Promise.reject(new Failure({ kind: 'not-found', message: 'It is gone.' })),
      }),
    )
    await user.click(await undoButton())
    expect(await screen.findByText('It is gone.')).toBeVisible()
  })
})
