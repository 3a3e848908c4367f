import { screen, within } from '@testing-library/react'
import { useState } from 'react'
import { describe, expect, it, vi } from 'vitest'
import { renderAlone } from '~/test/render'
import { ChoiceKeeperContext } from './choice-keeper'
import { DataTable, type Column } from './DataTable'

interface Fruit {
  id: string
  name: string
  colour: string
}

const fruits: Fruit[] = [
  { id: '1', name: 'Apple', colour: 'red' },
  { id: '2', name: 'Lemon', colour: 'yellow' },
]
const columns: Column<Fruit>[] = [
  { id: 'name', header: 'Name', cell: (fruit) => fruit.name, sortable: true },
  { id: 'colour', header: () => 'Colour', cell: (fruit) => fruit.colour, hideable: true },
]
const table = {
  rows: fruits,
  columns,
  rowKey: (fruit: Fruit) => fruit.id,
  empty: 'No fruit yet.',
  caption: 'Fruit',
}

describe('DataTable', () => {
  it('names its rows by their first cell', () => {
    renderAlone(<DataTable {...table} />)
    const row = screen.getByRole('row', { name: /Lemon/ })
    expect(within(row).getByRole('rowheader')).toHaveTextContent('Lemon')
    expect(within(row).getByRole('cell')).toHaveTextContent('yellow')
    expect(screen.getByRole('table', { name: 'Fruit' })).toBeInTheDocument()
  })

  it('can be scrolled by keyboard in a region of its own', async () => {
    const { user } = renderAlone(<DataTable {...table} />)
    await user.tab()
    expect(screen.getByRole('region', { name: /Fruit/ })).toHaveFocus()
  })

  it('sorts by the server: one way, then the other, and says which', async () => {
    function Sorted() {
      const [sort, setSort] = useState('')
      return <DataTable {...table} sort={sort} onSort={setSort} />
    }
    const { user } = renderAlone(<Sorted />)
    const header = screen.getByRole('columnheader', { name: 'Name' })
    expect(header).toHaveAttribute('aria-sort', 'none')
    await user.click(within(header).getByRole('button'))
    expect(header).toHaveAttribute('aria-sort', 'ascending')
    await user.click(within(header).getByRole('button'))
    expect(header).toHaveAttribute('aria-sort', 'descending')
    expect(screen.getByRole('columnheader', { name: 'Colour' })).not.toHaveAttribute('aria-sort')
  })

  it('pages by the true total', async () => {
    const onPage = vi.fn<() => void>()
    const { user, unmount } = renderAlone(
      <DataTable {...table} total={1000} page={2} pageSize={50} onPage={onPage} />,
    )
    expect(screen.getByText('51–100 of 1,000')).toBeInTheDocument()
    expect(screen.getByText('Page 2 of 20')).toBeInTheDocument()
    await user.click(screen.getByRole('button', { name: 'Next page' }))
    await user.click(screen.getByRole('button', { name: 'Previous page' }))
    expect(onPage.mock.calls).toEqual([[3], [1]])
    unmount()

    const last = renderAlone(
      <DataTable {...table} total={1000} page={20} pageSize={50} onPage={onPage} />,
    )
    await last.user.click(screen.getByRole('button', { name: 'Next page' }))
    expect(onPage).toHaveBeenCalledTimes(2)
  })

  it('teaches when it is empty, and finds the way back from a page that is not there', async () => {
    const onPage = vi.fn<() => void>()
    const { user, unmount } = renderAlone(
      <DataTable {...table} rows={[]} total={0} onPage={onPage} />,
    )
    expect(screen.getByText('No fruit yet.')).toBeInTheDocument()
    unmount()
    renderAlone(<DataTable {...table} rows={[]} total={3} page={9} pageSize={2} onPage={onPage} />)
    expect(screen.queryByText('No fruit yet.')).not.toBeInTheDocument()
    expect(screen.getByText('3 rows')).toBeInTheDocument()
    await user.click(screen.getByRole('button', { name: 'Back to the first page' }))
    expect(onPage).toHaveBeenCalledExactlyOnceWith(1)
  })

  it('follows a row by its link', async () => {
    const { user, address } = renderAlone(
      <DataTable {...table} rowLink={(fruit) => `/fruit/${fruit.id}`} />,
    )
    await user.click(screen.getByRole('link', { name: 'Lemon' }))
    expect(address()).toBe('/fruit/2')
  })

  it('says that newer rows are on their way', () => {
    renderAlone(<DataTable {...table} pending />)
    expect(screen.getByRole('status')).toHaveTextContent('Updating the list')
    expect(screen.getByText('Apple')).toBeInTheDocument()
  })

  it('keeps the choice of columns', async () => {
    const kept = new Map<string, string>()
    const keeper = {
      read: (name: string) => kept.get(name),
      write: (name: string, value: string) => kept.set(name, value),
    }
    const draw = () =>
      renderAlone(
        <ChoiceKeeperContext value={keeper}>
          <DataTable {...table} choiceName="fruit" />
        </ChoiceKeeperContext>,
      )
    const { user, unmount } = draw()
    await user.click(screen.getByRole('button', { name: 'Columns' }))
    await user.click(screen.getByRole('checkbox', { name: 'Colour' }))
    expect(screen.queryByRole('columnheader', { name: 'Colour' })).not.toBeInTheDocument()
    unmount()
    draw()
    expect(screen.queryByRole('columnheader', { name: 'Colour' })).not.toBeInTheDocument()
    expect(screen.getByRole('columnheader', { name: 'Name' })).toBeInTheDocument()
  })
})
