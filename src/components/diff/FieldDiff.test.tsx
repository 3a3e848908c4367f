import { screen, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { renderAlone } from '~/test/render'
import { FieldDiff } from './FieldDiff'

const cells = async (name: string) =>
  within((await screen.findByRole('rowheader', { name })).closest('tr') ?? document.body)
    .getAllByRole('cell')
    .map((cell) => cell.textContent)

describe('FieldDiff', () => {
  it('says before and after of each field, by its name on screen', async () => {
    renderAlone(
      <FieldDiff
        changes={[
          { pointer: '/endpoint/url', kind: 'changed', before: 'x', after: 'y' },
          { pointer: '/metadata/a~1b', kind: 'added', after: { n: 1 } },
        ]}
        labelOf={(pointer) => (pointer === '/endpoint/url' ? 'Backend URL' : undefined)}
      />,
    )
    expect(await cells('Backend URL')).toEqual(['Before:x', 'After:y'])
    expect(await cells('metadata.a/b')).toEqual(['Before:not there', 'After:{  "n": 1}'])
  })

  it('never shows a secret, however it is called or wherever it stands', async () => {
    const key = `stoa_sk_${'0a'.repeat(16)}`
    const { container } = renderAlone(
      <FieldDiff
        changes={[
          { pointer: '/api_key', kind: 'changed', before: 'old-one', after: 'new-one' },
          { pointer: '/note', kind: 'changed', before: '', after: `use ${key}` },
          { pointer: '/auth', kind: 'added', after: { password: 'hunter2', type: 'basic' } },
        ]}
      />,
    )
    expect(await cells('api_key')).toEqual(['Before:(not shown)', 'After:(not shown)'])
    for (const secret of ['old-one', 'new-one', key, 'hunter2'])
      expect(container).not.toHaveTextContent(secret)
    expect(container).toHaveTextContent('basic')
  })

  it('shows what would deceive the eye, and folds what is long', async () => {
    const { user } = renderAlone(
      <FieldDiff
        changes={[
          { pointer: '/name', kind: 'changed', before: 'a\u202Eb', after: 'x'.repeat(10_000) },
          { pointer: '/evil\u202E', kind: 'removed', before: 1 },
        ]}
      />,
    )
    expect(await screen.findByTitle('Invisible character U+202E')).toBeVisible()
    expect(screen.getByRole('rowheader', { name: 'evil[U+202E]' })).toBeVisible()
    expect(screen.queryByText('x'.repeat(10_000))).toBeNull()
    await user.click(screen.getByRole('button', { name: 'Show all 10,000 characters' }))
    expect(screen.getByText('x'.repeat(10_000))).toBeVisible()
  })

  it('says so when nothing differs', async () => {
    renderAlone(<FieldDiff changes={[]} />)
    expect(await screen.findByText('No field differs.')).toBeVisible()
  })
})
