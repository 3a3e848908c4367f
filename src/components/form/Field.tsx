import { clsx } from 'clsx'
import AlertIcon from 'lucide-react/icons/circle-alert'
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
  /** A group of inputs is named as a whole; its inputs have names of their own. */
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
  const describedBy = idsOf(
    hint !== undefined && `${id}-hint`,
    error !== undefined && `${id}-error`,
  )
  const words = <Words label={label} optional={optional} />
  const content = (
    <>
      {children({
        id,
        'aria-describedby': describedBy,
        'aria-invalid': error === undefined ? undefined : true,
        'aria-required': optional || isGroup ? undefined : true,
      })}
      {error !== undefined && <Fault id={`${id}-error`}>{error}</Fault>}
      {hint !== undefined && (
        <p id={`${id}-hint`} className="text-sm text-muted">
          {hint}
        </p>
      )}
    </>
  )
  const look = { 'data-field': name, 'data-label': label, className: 'flex min-w-0 flex-col gap-1' }
  return isGroup ? (
    <fieldset {...look} aria-describedby={describedBy}>
      <legend className="mb-1 font-medium">{words}</legend>
      {content}
    </fieldset>
  ) : (
    <div {...look}>
      <label htmlFor={id} className="w-fit font-medium">
        {words}
      </label>
      {content}
    </div>
  )
}

function Words({ label, optional }: { label: string; optional: boolean }) {
  if (!optional) return label
  return (
    <>
      {label} <span className="text-sm font-normal text-faint">{m.kit_optional()}</span>
    </>
  )
}

/** What explains an input, for `aria-describedby`. */
export const idsOf = (...ids: (string | false)[]): string | undefined =>
  ids.some((id) => id !== false) ? clsx(...ids) : undefined

/** What is wrong with a field. */
export function Fault({ id, children }: { id: string; children: string }) {
  return (
    <p id={id} className="flex items-start gap-1.5 text-sm text-bad">
      <AlertIcon aria-hidden size={14} className="mt-[3px] shrink-0" />
      <span className="min-w-0 [overflow-wrap:anywhere]">{children}</span>
    </p>
  )
}

/** One look for all boxes to type in. */
export const inputStyle = clsx(
  'min-h-8 w-full rounded-md border border-edge bg-surface px-2.5 py-1',
  'aria-invalid:border-bad aria-invalid:bg-bad-soft [&[readonly]]:bg-sunken disabled:bg-sunken',
)
