import { diagnosticCount } from '@codemirror/lint'
import { render, screen, waitFor, within } from '@testing-library/react'
import { act, useState } from 'react'
import { describe, expect, it, vi } from 'vitest'
import { editorOf, writeInEditor } from '~/test/editor'
import { renderAlone } from '~/test/render'
import { readText } from '~/domain/code-text'
import { codeEditorWith, type CodeEditorProps } from './CodeEditor'

const CodeEditor = codeEditorWith(() => Promise.resolve(readText))

function Owner({ value: first, onChange, ...props }: CodeEditorProps) {
  const [value, setValue] = useState(first)
  const take = (text: string) => {
    setValue(text)
    onChange?.(text)
  }
  return (
    <>
      <CodeEditor {...props} value={value} onChange={take} />
      <button type="button" onClick={() => setValue('{"a": 1, "b": 22, "c": 3}')}>
        Set
      </button>
    </>
  )
}

const open = (part: Partial<CodeEditorProps> = {}) =>
  renderAlone(<Owner label="Contract" language="json" value='{"a": 1, "c": 3}' {...part} />)

describe('CodeEditor', () => {
  it('is named, says how to leave it, and hands over what is typed', async () => {
    const onChange = vi.fn<(text: string) => void>()
    open({ onChange })
    const view = await editorOf('Contract')
    expect(view.contentDOM).toHaveAttribute('aria-label', 'Contract')
    expect(view.contentDOM.getAttribute('aria-description')).toMatch(/Escape, then Tab/)
    expect(screen.getByText(/Escape, then Tab/)).toBeVisible()
    await writeInEditor('Contract', '{"b": 2}')
    expect(onChange).toHaveBeenCalledExactlyOnceWith('{"b": 2}')
  })

  it('takes a text from outside without a call back, and keeps the cursor', async () => {
    const onChange = vi.fn<(text: string) => void>()
    const { user } = open({ onChange })
    const view = await editorOf('Contract')
    view.dispatch({ selection: { anchor: view.state.doc.length - 1 } })
    await user.click(screen.getByRole('button', { name: 'Set' }))
    await waitFor(() => expect(view.state.doc.toString()).toBe('{"a": 1, "b": 22, "c": 3}'))
    expect(view.state.selection.main.head).toBe(view.state.doc.length - 1)
    expect(onChange).not.toHaveBeenCalled()
  })

  it('keeps what is typed while its owner is still at what was typed before', async () => {
    const told: string[] = []
    const props = {
      label: 'Contract',
      language: 'json' as const,
      onChange: (text: string) => told.push(text),
    }
    const { rerender } = render(<CodeEditor {...props} value="" />)
    const view = await editorOf('Contract')
    const type = (text: string) => act(() => view.dispatch(view.state.replaceSelection(text)))
    type('1')
    type('2')
    rerender(<CodeEditor {...props} value="1" />)
    expect(view.state.doc.toString()).toBe('12')
    type('3')
    rerender(<CodeEditor {...props} value="12" />)
    rerender(<CodeEditor {...props} value="123" />)
    expect(view.state.doc.toString()).toBe('123')
    expect(view.state.selection.main.head).toBe(3)
    expect(told).toEqual(['1', '12', '123'])
    rerender(<CodeEditor {...props} value="12" />)
    expect(view.state.doc.toString()).toBe('12')
  })

  it('tells its own fault with the line, leads there, and takes it back', async () => {
    const { user } = open()
    await writeInEditor('Contract', '{\n  "a": 1,\n}')
    const faults = screen.getByRole('list', { name: 'What is wrong with the text' })
    await user.click(await within(faults).findByRole('button', { name: 'Line 3:' }))
    const view = await editorOf('Contract')
    expect(view.state.selection.main.head).toBe(view.state.doc.line(3).from)
    expect(diagnosticCount(view.state)).toBe(1)
    await writeInEditor('Contract', '{}')
    await waitFor(() => expect(within(faults).queryByRole('listitem')).toBeNull())
    expect(diagnosticCount(view.state)).toBe(0)
  })

  it("shows the owner's faults beside its own, wherever they lie", async () => {
    open({
      faults: [
        { line: 99, message: 'No such thing.' },
        { from: 2, to: 900, message: 'Bad.' },
      ],
    })
    expect(await screen.findByText(/No such thing\./)).toBeVisible()
    expect(screen.getByText(/Bad\./)).toBeVisible()
    expect(diagnosticCount((await editorOf('Contract')).state)).toBe(2)
  })

  it('refuses an alias bomb in words', async () => {
    open({ language: 'yaml', value: 'a: 1' })
    const level = (at: number) => `x${at}: &x${at} [${`*x${at - 1}, `.repeat(9)}]`
    await writeInEditor(
      'Contract',
      ['x0: &x0 [x, x]', ...[1, 2, 3, 4, 5, 6, 7, 8].map(level)].join('\n'),
    )
    expect(await screen.findByText(/would multiply the text/)).toBeVisible()
  })

  it('can only be read where it is said so', async () => {
    open({ readOnly: true })
    const view = await editorOf('Contract')
    expect(view.state.readOnly).toBe(true)
    expect(screen.queryByText(/Tab indents/)).toBeNull()
  })
})
