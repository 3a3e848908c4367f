import { screen } from '@testing-library/react'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { Failure } from '~/domain/failure'
import { renderRoutes } from '~/test/render'

import { oneOf, param, parseSearch, text, useSearch, whole, writeSearch } from './params'

const schema = {
  search: text(''),
  status: oneOf(['draft', 'published']),
  sort: text('name'),
  page: whole(1),
}

describe('param', () => {
  it.each([
    ['tenant', undefined],
    ['tenant', '..'],
    ['tenant', 'Acme'],
    ['id', '..%2f..%2fadmin'],
    ['id', '../x'],
    ['id', ''],
  ])('refuses %s = %s before any call', (name, value) => {
    expect(() => param({ [name]: value }, name)).toThrow(Failure)
  })

  it('returns what is well formed', () => {
    expect(param({ tenant: 'acme-2' }, 'tenant')).toBe('acme-2')
  })
})

describe('search state', () => {
  it('reads nonsense as the fallback', () => {
    const params = new URLSearchParams('status=evil&page=-3&search=%ED%A0%80x')
    expect(parseSearch(params, schema)).toEqual({
      search: expect.stringContaining('x'),
      status: undefined,
      sort: 'name',
      page: 1,
    })
  })

  it('comes back as it was written, for every value', () => {
    const values = fc.record({
      search: fc.string({ unit: 'grapheme', maxLength: 50 }),
      status: fc.constantFrom('draft' as const, 'published' as const, undefined),
      sort: fc.string({ minLength: 1, maxLength: 20 }),
      page: fc.integer({ min: 1, max: 999_999 }),
    })
    fc.assert(
      fc.property(values, (value) => {
        const written = writeSearch(new URLSearchParams('keep=1'), schema, value)
        expect(parseSearch(new URLSearchParams(written.toString()), schema)).toEqual({
          ...value,
          search: value.search.toWellFormed(),
        })
        return written.get('keep') === '1'
      }),
    )
  })

  it('leaves fallbacks out, and goes back to the first page when something else changes', () => {
    const before = new URLSearchParams('page=3&search=x')
    expect(writeSearch(before, schema, { status: 'draft' }).toString()).toBe(
      'search=x&status=draft',
    )
    expect(writeSearch(before, schema, { page: 4 }).toString()).toBe('page=4&search=x')
    expect(writeSearch(before, schema, { search: '' }).toString()).toBe('')
  })

  it('replaces the history while typing, and pushes for a filter and a page', async () => {
    function Probe() {
      const [search, setSearch] = useSearch(schema)
      return (
        <>
          <output>{JSON.stringify(search)}</output>
          <button type="button" onClick={() => setSearch({ search: `${search.search}a` })}>
            type
          </button>
          <button type="button" onClick={() => setSearch({ status: 'draft' })}>
            filter
          </button>
          <button type="button" onClick={() => setSearch({ page: 2 })}>
            page
          </button>
        </>
      )
    }
    const { user, router, address } = renderRoutes([{ path: '/', Component: Probe }])
    await user.click(screen.getByText('type'))
    await user.click(screen.getByText('type'))
    expect(address()).toBe('/?search=aa')
    expect(router.state.historyAction).toBe('REPLACE')
    await user.click(screen.getByText('filter'))
    expect(router.state.historyAction).toBe('PUSH')
    await user.click(screen.getByText('page'))
    expect(router.state.historyAction).toBe('PUSH')
    expect(address()).toBe('/?search=aa&status=draft&page=2')
  })
})
