import { useId, useState } from 'react'
import type { FieldValues } from 'react-hook-form'

import { formatNumber } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

import { FailureNote } from '../state/FailureNote'
import type { PanelQuery } from '../state/Panel'
import { Skeleton } from '../state/Skeleton'
import { SearchBox } from '../table/SearchBox'
import { plainName } from '../ui/name-parts'
import { Field } from './Field'
import type { FieldProps } from './form-types'
import { useField } from './use-field'

interface Props<Values extends FieldValues, Output, Row> extends FieldProps<Values, Output> {
  /** The server's answer to what is searched. */
  query: PanelQuery<{ items: readonly Row[]; total: number }>
  search: string
  onSearch: (search: string) => void
  optionOf: (row: Row) => Option
  /** Said when nothing fits. */
  empty: string
}

interface Option {
  value: string
  label: string
  hint?: string
}

/** One of many, found on the server: a search, and below it what it found as a choice. */
export function PickField<Values extends FieldValues, Output, Row>({
  query,
  search,
  onSearch,
  optionOf,
  empty,
  ...props
}: Props<Values, Output, Row>) {
  const { field, error } = useField(props)
  const [chosen, setChosen] = useState<Option>()
  const found = query.data?.items.map(optionOf) ?? []
  const isElsewhere = chosen !== undefined && !found.some(({ value }) => value === chosen.value)
  return (
    <Field {...props} isGroup error={error}>
      {() => (
        <div className="flex flex-col gap-2">
          <PickSearch label={props.label} value={search} onChange={onSearch} />
          {query.error !== null && (
            <FailureNote failure={query.error} onRetry={() => void query.refetch()} />
          )}
          {query.data === undefined && query.error === null && <Skeleton lines={4} />}
          {query.data !== undefined && (
            <Options
              label={props.label}
              isFaulty={error !== undefined}
              // What was chosen stays in sight, wherever the search goes.
              options={isElsewhere ? [chosen, ...found] : found}
              value={field.value}
              firstRef={field.ref}
              empty={empty}
              onChoose={(option) => {
                setChosen(option)
                field.onChange(option.value)
              }}
            />
          )}
          {query.data !== undefined && query.data.total > found.length && (
            <p className="text-sm text-muted">
              {m.kit_pick_more({
                shown: formatNumber(found.length),
                total: formatNumber(query.data.total),
              })}
            </p>
          )}
        </div>
      )}
    </Field>
  )
}

interface PickSearchProps {
  label: string
  value: string
  onChange: (search: string) => void
}

function PickSearch({ label, value, onChange }: PickSearchProps) {
  return (
    // Enter searches; it must not send the form around it.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}>
      <SearchBox label={m.kit_pick_search({ label })} value={value} onChange={onChange} />
    </div>
  )
}

interface OptionsProps {
  label: string
  isFaulty: boolean
  options: readonly Option[]
  value: unknown
  firstRef: (element: HTMLInputElement | null) => void
  empty: string
  onChoose: (option: Option) => void
}

function Options({ label, isFaulty, options, value, firstRef, empty, onChoose }: OptionsProps) {
  const group = useId()
  return (
    <div
      role="radiogroup"
      aria-label={label}
      aria-invalid={isFaulty ? true : undefined}
      tabIndex={-1}
      className="max-h-56 overflow-y-auto rounded-md border border-edge"
    >
      {options.length === 0 && <p className="px-3 py-4 text-muted">{empty}</p>}
      {options.map((option, index) => (
        <label
          key={option.value}
          className="flex cursor-pointer items-start gap-2.5 border-b border-line px-3 py-1.5 last:border-0 hover:bg-hover has-checked:bg-accent-soft"
        >
          <input
            type="radio"
            name={group}
            className="mt-1"
            ref={index === 0 ? firstRef : undefined}
            checked={value === option.value}
            onChange={() => onChoose(option)}
          />
          <span className="min-w-0 [overflow-wrap:anywhere]">
            <bdi>{plainName(option.label)}</bdi>
            {option.hint !== undefined && (
              <span className="block text-sm text-muted">{plainName(option.hint)}</span>
            )}
          </span>
        </label>
      ))}
    </div>
  )
}
