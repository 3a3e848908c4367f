import { screen } from '@testing-library/react'
import { useEffect } from 'react'
import { useForm } from 'react-hook-form'
import { describe, expect, it } from 'vitest'
import { renderAlone } from '~/test/render'
import { KeyValueField } from './KeyValueField'
import { ListField } from './ListField'
import { NumberField } from './NumberField'
import { SelectField } from './SelectField'
import { SwitchField } from './SwitchField'
import { TextAreaField } from './TextAreaField'
import { TextField } from './TextField'

const start = {
  name: 'orders',
  note: '',
  limit: 100 as number | null,
  type: 'jwt',
  enabled: false,
  origins: ['https://a.example'],
  metadata: { team: 'blue', size: 3 } as Record<string, unknown>,
}
const held = { values: () => start }
const values = () => held.values()

function Example() {
  const form = useForm({ defaultValues: start })
  useEffect(() => {
    held.values = form.getValues
  })
  const { control } = form
  return (
    <form onSubmit={(event) => event.preventDefault()}>
      <TextField control={control} name="name" label="Name" hint="Part of the path" />
      <TextAreaField control={control} name="note" label="Note" optional />
      <NumberField control={control} name="limit" label="Limit" unit="calls" />
      <SelectField
        control={control}
        name="type"
        label="Type"
        options={[{ value: 'none', label: 'None' }]}
      />
      <SwitchField control={control} name="enabled" label="Enabled" />
      <ListField control={control} name="origins" label="Origins" />
      <KeyValueField control={control} name="metadata" label="Metadata" optional />
      <button type="button" onClick={() => form.setError('name', { message: 'Taken.' })}>
        Refuse
      </button>
      <button type="button" onClick={() => form.setValue('limit', 7)}>
        Preset
      </button>
    </form>
  )
}

describe('fields', () => {
  it('are named, explained, and say what is wrong with them', async () => {
    const { user } = renderAlone(<Example />)
    const name = screen.getByRole('textbox', { name: 'Name' })
    expect(name).toBeRequired()
    expect(name).toHaveAccessibleDescription('Part of the path')
    expect(screen.getByRole('textbox', { name: 'Note optional' })).not.toBeRequired()
    await user.click(screen.getByRole('button', { name: 'Refuse' }))
    expect(name).toBeInvalid()
    expect(name).toHaveAccessibleDescription('Part of the path Taken.')
  })

  it('hold numbers as numbers, nothing as null, and rubbish as NaN without touching what was typed', async () => {
    const { user } = renderAlone(<Example />)
    const limit = screen.getByRole('textbox', { name: 'Limit' })
    expect(limit).toHaveValue('100')
    await user.clear(limit)
    expect(values().limit).toBeNull()
    await user.type(limit, '2,50')
    expect(values().limit).toBe(2.5)
    expect(limit).toHaveValue('2,50')
    await user.type(limit, 'x')
    expect(values().limit).toBeNaN()
    expect(limit).toHaveValue('2,50x')
    await user.click(screen.getByRole('button', { name: 'Preset' }))
    expect(limit).toHaveValue('7')
  })

  it('show a value that is not among the options, and lose none', async () => {
    const { user } = renderAlone(<Example />)
    const type = screen.getByRole('combobox', { name: 'Type' })
    expect(type).toHaveDisplayValue('jwt')
    await user.selectOptions(type, 'None')
    expect(values().type).toBe('none')
  })

  it('switch by the keyboard', async () => {
    const { user } = renderAlone(<Example />)
    const enabled = screen.getByRole('switch', { name: 'Enabled' })
    expect(enabled).not.toBeChecked()
    enabled.focus()
    await user.keyboard(' ')
    expect(enabled).toBeChecked()
    expect(values().enabled).toBe(true)
  })

  it('list by Enter, comma, pasting and leaving, without doubles', async () => {
    const { user } = renderAlone(<Example />)
    const origins = screen.getByRole('textbox', { name: 'Origins' })
    await user.type(origins, 'https://b.example{Enter}https://c.example,https://a.example{Enter}')
    await user.paste('https://d.example\nhttps://e.example')
    await user.type(origins, 'https://f.example')
    await user.tab()
    expect(
      values()
        .origins.map((origin) => origin.slice(8, 9))
        .join(''),
    ).toBe('abcdef')
    await user.click(screen.getByRole('button', { name: 'Remove https://b.example' }))
    await user.click(origins)
    await user.keyboard('{Backspace}')
    expect(
      values()
        .origins.map((origin) => origin.slice(8, 9))
        .join(''),
    ).toBe('acde')
  })

  it('keep a text of two words whole, and the place of what is typed until it is added', async () => {
    const { user } = renderAlone(<Example />)
    const origins = screen.getByRole('textbox', { name: 'Origins' })
    await user.type(origins, 'two words')
    expect(screen.getByText('two words').parentElement).toHaveClass('invisible')
    expect(screen.queryByRole('button', { name: 'Remove two words' })).not.toBeInTheDocument()
    await user.tab()
    expect(values().origins).toEqual(['https://a.example', 'two words'])
    expect(screen.getByRole('button', { name: 'Remove two words' })).toBeVisible()
  })

  it('keep the type of what they do not touch, and say what is wrong with a name', async () => {
    const { user } = renderAlone(<Example />)
    await user.click(screen.getByRole('button', { name: 'Add a row (Metadata)' }))
    const name = screen.getByRole('textbox', { name: 'Metadata, name 3' })
    await user.type(name, 'zone')
    await user.type(screen.getByRole('textbox', { name: 'Metadata, value 3' }), 'x')
    expect(values().metadata).toEqual({ team: 'blue', size: 3, zone: 'x' })
    await user.clear(name)
    await user.type(name, 'team')
    expect(screen.getByText('This name is used twice.')).toBeInTheDocument()
    await user.clear(name)
    await user.type(name, '__proto__')
    expect(screen.getByText('This name cannot be used.')).toBeInTheDocument()
    await user.click(screen.getByRole('button', { name: 'Remove row 3 of Metadata' }))
    expect(values().metadata).toEqual({ team: 'blue', size: 3 })
  })
})
