import { screen } from '@testing-library/react'
import { useState } from 'react'
import { describe, expect, it } from 'vitest'
import { renderAlone } from '~/test/render'
import { Tabs } from './Tabs'

function Example({ start }: { start: string }) {
  const [value, setValue] = useState(start)
  return (
    <Tabs
      label="Parts of the API"
      value={value}
      onChange={setValue}
      tabs={['overview', 'traffic', 'contract'].map((id) => ({
        id,
        label: id,
        render: () => <p>the {id}</p>,
      }))}
    />
  )
}

describe('Tabs', () => {
  it('are one stop in the tab order, and arrows choose', async () => {
    const { user } = renderAlone(<Example start="traffic" />)
    await user.tab()
    expect(screen.getByRole('tab', { name: 'traffic' })).toHaveFocus()
    await user.keyboard('{ArrowRight}{ArrowRight}')
    expect(screen.getByRole('tab', { name: 'overview', selected: true })).toHaveFocus()
    expect(screen.getByRole('tabpanel', { name: 'overview' })).toHaveTextContent('the overview')
    await user.keyboard('{End}')
    expect(screen.getByRole('tabpanel', { name: 'contract' })).toHaveTextContent('the contract')
  })

  it('show the first for an address that names none of them', () => {
    renderAlone(<Example start="nonsense" />)
    expect(screen.getByRole('tab', { selected: true })).toHaveTextContent('overview')
  })
})
