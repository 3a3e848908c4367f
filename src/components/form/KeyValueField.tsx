import PlusIcon from 'lucide-react/icons/plus'
import TrashIcon from 'lucide-react/icons/trash-2'
import { useState } from 'react'
import type { FieldValues } from 'react-hook-form'
import { m } from '~/i18n/gen/messages'
import { Button } from '../ui/Button'
import { Field, inputStyle } from './Field'
import type { FieldProps } from './form-types'
import { useField } from './use-field'

interface Row {
  id: number
  key: string
  text: string
  /** What the server had there: kept as it is (a number, an object) as long as its text is not touched. */
  original: unknown
}

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(value) ?? '')

const valueOf = ({ text, original }: Row): unknown => (text === textOf(original) ? original : text)

/** A name that no object of JavaScript can be trusted to keep (security.md, T32). */
const reserved = '__proto__'

const isKept = (row: Row): boolean => row.key !== '' && row.key !== reserved

const toRecord = (rows: readonly Row[]): Record<string, unknown> =>
  Object.fromEntries(rows.filter(isKept).map((row) => [row.key, valueOf(row)]))

const toRows = (record: Record<string, unknown>): Row[] =>
  Object.entries(record).map(([key, value], id) => ({
    id,
    key,
    text: textOf(value),
    original: value,
  }))

const isSame = (rows: readonly Row[], record: Record<string, unknown>): boolean =>
  JSON.stringify(toRecord(rows)) === JSON.stringify(record)

/** What is wrong with the names, in words. */
function faultOf(rows: readonly Row[]): string | undefined {
  const keys = rows.map((row) => row.key).filter((key) => key !== '')
  if (keys.includes(reserved)) return m.kit_pair_reserved()
  return new Set(keys).size < keys.length ? m.kit_pair_double() : undefined
}

/** Names with values (metadata, headers). The form's value is an object; rows without a name are not part of it. */
export function KeyValueField<Values extends FieldValues, Output = Values>(
  props: FieldProps<Values, Output>,
) {
  const { field, error } = useField(props)
  const record: Record<string, unknown> = field.value ?? {}
  const [kept, setRows] = useState(() => toRows(record))
  const rows = isSame(kept, record) ? kept : toRows(record)

  const change = (next: Row[]) => {
    setRows(next)
    field.onChange(toRecord(next))
  }
  const edit = (id: number, part: Partial<Row>) =>
    change(rows.map((row) => (row.id === id ? { ...row, ...part } : row)))
  const add = () =>
    change([
      ...rows,
      { id: Math.max(0, ...rows.map((row) => row.id)) + 1, key: '', text: '', original: '' },
    ])

  return (
    <Field {...props} isGroup error={error ?? faultOf(rows)}>
      {() => (
        <div className="flex flex-col gap-1.5" onBlur={field.onBlur}>
          {rows.map((row, index) => (
            <Pair
              key={row.id}
              row={row}
              place={{ label: props.label, row: index + 1 }}
              onEdit={(part) => edit(row.id, part)}
              onRemove={() => change(rows.filter((other) => other.id !== row.id))}
            />
          ))}
          <span>
            <Button
              ref={field.ref}
              size="sm"
              icon={PlusIcon}
              aria-label={`${m.kit_pair_add()} (${props.label})`}
              onClick={add}
            >
              {m.kit_pair_add()}
            </Button>
          </span>
        </div>
      )}
    </Field>
  )
}

interface PairProps {
  row: Row
  place: { label: string; row: number }
  onEdit: (part: Partial<Row>) => void
  onRemove: () => void
}

function Pair({ row, place, onEdit, onRemove }: PairProps) {
  return (
    <div className="flex items-center gap-1.5">
      <input
        aria-label={m.kit_pair_key_of(place)}
        placeholder={m.kit_pair_key()}
        value={row.key}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => onEdit({ key: event.target.value })}
        className={inputStyle}
      />
      <input
        aria-label={m.kit_pair_value_of(place)}
        placeholder={m.kit_pair_value()}
        value={row.text}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => onEdit({ text: event.target.value })}
        className={inputStyle}
      />
      <Button
        variant="ghost"
        icon={TrashIcon}
        iconOnly
        aria-label={m.kit_pair_remove(place)}
        onClick={onRemove}
      />
    </div>
  )
}
