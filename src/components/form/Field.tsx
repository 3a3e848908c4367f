import AlertIcon from 'lucide-react/icons/circle-alert'
import { clsx } from 'clsx'
import { useId, type ReactNode } from 'react'
import { m } from '~/i18n/gen/messages'

/** What an input needs to be named, explained and marked as faulty. */
export interface InputProps {
  id: string
  'aria-describedby': string | undefined
  'aria-invalid': true | undefined
  'aria-required': true | undefined
}

interface Props {
  name: string
  label: string
  hint?: ReactNode
  optional?: boolean | undefined
  error?: string | undefined
  /** A group of inputs has a legend instead of a label. */
  isGroup?: boolean
  children: (input: InputProps) => ReactNode
}

/** Label, input, explanation and fault of one field, tied together for every reader. */
export function Field({
  name,
  label,
  hint,
  optional = false,
  error,
  isGroup = false,
  children,
}: Props) {
  const id = useId()
  const hasHint = hint !== undefined
  const describedBy = clsx(hasHint && `${id}-hint`, error !== undefined && `${id}-error`)
  const Label = isGroup ? 'span' : 'label'
  return (
    <div
      data-field={name}
      data-label={label}
      className="flex min-w-0 flex-col gap-1"
      {...(isGroup && { role: 'group', 'aria-labelledby': `${id}-label` })}
    >
      <Label id={`${id}-label`} {...(!isGroup && { htmlFor: id })} className="w-fit font-medium">
        {label}
        {optional && ' '}
        {optional && <span className="text-sm font-normal text-faint">{m.kit_optional()}</span>}
      </Label>
      {children({
        id,
        'aria-describedby': describedBy === '' ? undefined : describedBy,
        'aria-invalid': error === undefined ? undefined : true,
        'aria-required': optional || isGroup ? undefined : true,
      })}
      {error !== undefined && (
        <p id={`${id}-error`} className="flex items-start gap-1.5 text-sm text-bad">
          <AlertIcon aria-hidden size={14} className="mt-[3px] shrink-0" />
          <span className="min-w-0 [overflow-wrap:anywhere]">{error}</span>
        </p>
      )}
      {hasHint && (
        <p id={`${id}-hint`} className="text-sm text-muted">
          {hint}
        </p>
      )}
    </div>
  )
}

/** One look for all boxes to type in. */
export const inputStyle = clsx(
  'min-h-8 w-full rounded-md border border-edge bg-surface px-2.5 py-1',
  'aria-invalid:border-bad aria-invalid:bg-bad-soft read-only:bg-sunken disabled:bg-sunken',
)
