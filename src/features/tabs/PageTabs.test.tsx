import { screen, waitFor } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { renderRoutes } from '~/test/render'
import { late, type PageTab, PageTabs } from './PageTabs'

interface Shared {
  name: string
}
const drawn: string[] = []
const part =
  (id: string) =>
  ({ name }: Shared) => {
    drawn.push(id)
    return (
      <p>
        {id} of {name}
      </p>
    )
  }
const tabs: readonly PageTab<Shared>[] = [
  { id: 'overview', label: () => 'Overview', Content: part('overview') },
  { id: 'history', label: () => 'History', Content: late(async () => part('history')) },
]
const open = (search: string) =>
  renderRoutes(
    [
      {
        path: '/x',
        element: <PageTabs label="Parts" tabs={tabs} shared={{ name: 'orders' }} />,
      },
    ],
    `/x${search}`,
  )

describe('PageTabs', () => {
  it('draw only the tab of the address, each tab a link to its own', async () => {
    drawn.length = 0
    open('?tab=history&from=now-6h&page=3')
    expect(await screen.findByText('history of orders')).toBeVisible()
    expect(drawn).not.toContain('overview')
    expect(screen.getByRole('tab', { selected: true })).toHaveTextContent('History')
    const hrefs = screen.getAllByRole('tab').map((tab) => tab.getAttribute('href'))
    // The range of what is measured goes along; another tab's page does not, and the first tab needs no name.
    expect(hrefs).toEqual(['/x?from=now-6h', '/x?tab=history&from=now-6h'])
  })

  it('write the chosen one into the address, by pointer and by keyboard, and Back undoes it', async () => {
    const { user, address, router } = open('')
    await user.click(await screen.findByRole('tab', { name: 'History' }))
    await waitFor(() => expect(address()).toBe('/x?tab=history'))
    await user.keyboard('{ArrowLeft}')
    await waitFor(() => expect(address()).toBe('/x'))
    expect(screen.getByRole('tab', { name: 'Overview' })).toHaveFocus()
    await router.navigate(-1)
    expect(await screen.findByText('history of orders')).toBeVisible()
  })

  it('show the first for a name that none of them has', async () => {
    open('?tab=nonsense')
    expect(await screen.findByText('overview of orders')).toBeVisible()
  })
})
