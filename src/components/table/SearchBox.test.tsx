import { act, fireEvent, screen } from '@testing-library/react'
import { useState } from 'react'
import { describe, expect, it, vi } from 'vitest'
import { renderAlone } from '~/test/render'
import { Button } from '../ui/Button'
import { FilterSelect } from './FilterSelect'
import { SearchBox } from './SearchBox'

const asked = vi.fn<(text: string) => void>()

function Example() {
  const [search, setSearch] = useState('')
  return (
    <>
      <SearchBox
        label="Search consumers"
        value={search}
        onChange={(text) => {
          asked(text)
          setSearch(text)
        }}
      />
      <Button onClick={() => setSearch('from a link')}>Link</Button>
    </>
  )
}

describe('SearchBox', () => {
  it('asks once when the typing pauses, and at once on Enter', async () => {
    asked.mockClear()
    const { user } = renderAlone(<Example />)
    const box = screen.getByRole('searchbox', { name: 'Search consumers' })
    vi.useFakeTimers()
    for (const value of ['a', 'ac', 'acm', 'acme']) fireEvent.change(box, { target: { value } })
    expect(asked).not.toHaveBeenCalled()
    act(() => {
      vi.runAllTimers()
    })
    vi.useRealTimers()
    expect(asked.mock.calls).toEqual([['acme']])
    await user.type(box, ' shop{Enter}')
    expect(asked).toHaveBeenLastCalledWith('acme shop')
  })

  it('does not undo a filter that was chosen while the typing paused', async () => {
    function Both() {
      const [filter, setFilter] = useState({ search: '', status: '' })
      return (
        <>
          <SearchBox
            label="Search"
            value={filter.search}
            // As a page does that keeps both in one address.
            onChange={(search) => setFilter({ ...filter, search })}
          />
          <Button onClick={() => setFilter({ ...filter, status: 'published' })}>Published</Button>
          <output>{`${filter.search} ${filter.status}`}</output>
        </>
      )
    }
    const { user } = renderAlone(<Both />)
    await user.type(screen.getByRole('searchbox'), 'acme')
    await user.click(screen.getByRole('button', { name: 'Published' }))
    expect(await screen.findByText('acme published')).toBeVisible()
  })

  it('clears by its button and by Escape, and keeps focus', async () => {
    asked.mockClear()
    const { user } = renderAlone(<Example />)
    const box = screen.getByRole('searchbox')
    await user.type(box, 'acme{Enter}')
    await user.click(screen.getByRole('button', { name: 'Clear the search' }))
    expect(box).toHaveValue('')
    expect(box).toHaveFocus()
    expect(asked).toHaveBeenLastCalledWith('')
    await user.type(box, 'x{Enter}{Escape}')
    expect(asked.mock.calls.slice(-2)).toEqual([['x'], ['']])
  })

  it('follows the address when that changes elsewhere', async () => {
    const { user } = renderAlone(<Example />)
    await user.click(screen.getByRole('button', { name: 'Link' }))
    expect(screen.getByRole('searchbox')).toHaveValue('from a link')
  })
})

describe('FilterSelect', () => {
  it('chooses one, or any', async () => {
    const onChange = vi.fn<() => void>()
    const { user } = renderAlone(
      <FilterSelect
        label="Status"
        value="active"
        options={[
          { value: 'active', label: 'Active' },
          { value: 'blocked', label: 'Blocked' },
        ]}
        onChange={onChange}
      />,
    )
    const select = screen.getByRole('combobox', { name: 'Status' })
    expect(select).toHaveDisplayValue('Active')
    await user.selectOptions(select, 'Blocked')
    await user.selectOptions(select, 'Any')
    expect(onChange.mock.calls).toEqual([['blocked'], ['']])
  })
})
