import CloseIcon from 'lucide-react/icons/x'
import { clsx } from 'clsx'
import { useState, type ClipboardEvent, type KeyboardEvent } from 'react'
import type { FieldValues } from 'react-hook-form'
import { m } from '~/i18n/gen/messages'
import { Button } from '../ui/Button'
import { Name } from '../ui/Name'
import { plainName } from '../ui/name-parts'
import { Field, inputStyle } from './Field'
import type { FieldProps } from './form-types'
import { useField } from './use-field'

interface Props<Values extends FieldValues, Output> extends FieldProps<Values, Output> {
  placeholder?: string
  mono?: boolean
}

/**
 * A list of short texts (origins, categories). Enter, a comma, a pasted list and leaving the box add; nothing typed
 * is lost by pressing Save too early.
 */
export function ListField<Values extends FieldValues, Output = Values>({
  placeholder,
  mono = false,
  hint,
  ...props
}: Props<Values, Output>) {
  const { field, error } = useField(props)
  const [typed, setTyped] = useState('')
  const items: readonly string[] = field.value ?? []

  const add = (text: string) => {
    const fresh = partsOf(text)
    setTyped('')
    if (fresh.length > 0) field.onChange([...new Set([...items, ...fresh])])
  }
  const remove = (item: string) => field.onChange(items.filter((other) => other !== item))
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === ',' || (event.key === 'Enter' && typed.trim() !== '')) {
      // Enter adds first; with an empty box it saves the form as anywhere else.
      event.preventDefault()
      add(typed)
    }
    const last = items.at(-1)
    if (event.key === 'Backspace' && typed === '' && last !== undefined) remove(last)
  }
  const onPaste = (event: ClipboardEvent) => {
    const text = event.clipboardData.getData('text')
    if (!SEPARATORS.test(text.trim())) return
    event.preventDefault()
    add(typed + text)
  }

  return (
    <Field {...props} error={error} hint={hint ?? m.kit_list_hint()}>
      {(input) => (
        <span className="flex flex-col gap-1.5">
          <Items items={items} draft={typed.trim()} mono={mono} onRemove={remove} />
          <input
            {...input}
            name={field.name}
            ref={field.ref}
            value={typed}
            placeholder={placeholder}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => setTyped(event.target.value)}
            onKeyDown={onKeyDown}
            onPaste={onPaste}
            onBlur={() => {
              add(typed)
              field.onBlur()
            }}
            className={clsx(inputStyle, mono && 'font-mono text-sm')}
          />
        </span>
      )}
    </Field>
  )
}

/** A blank is no separator: a category may be two words. */
const SEPARATORS = /[\n\r\t,;]+/u

const partsOf = (text: string): string[] =>
  text
    .split(SEPARATORS)
    .map((part) => part.trim())
    .filter((part) => part !== '')

interface ItemsProps {
  items: readonly string[]
  /** What is being typed: its place is kept, so that adding it on leaving the box moves nothing under a press. */
  draft: string
  mono: boolean
  onRemove: (item: string) => void
}

function Items({ items, draft, mono, onRemove }: ItemsProps) {
  const drawn = draft === '' ? items : [...new Set([...items, draft])]
  if (drawn.length === 0) return null
  return (
    <span className="flex flex-wrap gap-1.5">
      {drawn.map((item) => (
        <span
          key={item}
          aria-hidden={!items.includes(item) || undefined}
          className={clsx(
            'inline-flex max-w-full items-center gap-0.5 rounded-md border border-line bg-sunken pl-2',
            mono && 'font-mono text-sm',
            !items.includes(item) && 'invisible',
          )}
        >
          <Name value={item} />
          <Button
            variant="ghost"
            size="sm"
            icon={CloseIcon}
            iconOnly
            aria-label={m.kit_list_remove({ item: plainName(item) })}
            onClick={() => onRemove(item)}
          />
        </span>
      ))}
    </span>
  )
}
