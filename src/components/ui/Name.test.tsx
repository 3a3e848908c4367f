import { screen } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { renderAlone } from '~/test/render'
import { Name } from './Name'

describe('Name', () => {
  it('isolates its direction and shows what is hidden in it', () => {
    renderAlone(<Name value={'evil\u202Egpj.exe'} />)
    const hidden = screen.getByTitle('Invisible character U+202E')
    expect(hidden).toHaveTextContent('U+202E')
    expect(hidden.closest('bdi')).toHaveTextContent('evilU+202Egpj.exe')
  })

  it('draws markup as text', () => {
    renderAlone(<Name value="<img src=x onerror=alert(1)>" />)
    expect(screen.getByText('<img src=x onerror=alert(1)>')).toBeInTheDocument()
    expect(document.querySelector('img[src]')).toBeNull()
  })

  it('warns of mixed alphabets, and only of them', () => {
    const { unmount } = renderAlone(<Name value={'\u0410cme'} />)
    expect(screen.getByText(/mixes alphabets/)).toBeInTheDocument()
    unmount()
    renderAlone(<Name value="Acme" />)
    expect(screen.queryByText(/mixes alphabets/)).not.toBeInTheDocument()
  })

  it('says that there is none', () => {
    renderAlone(<Name value="" />)
    expect(screen.getByText('(empty)')).toBeInTheDocument()
  })
})
