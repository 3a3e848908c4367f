import { useId } from 'react'

import { shownValue } from '~/components/diff/shown-value'
import { Badge } from '~/components/ui/Badge'
import { Name } from '~/components/ui/Name'
import type { MergeField as Field, Side } from '~/domain/three-way'
import { m } from '~/i18n/gen/messages'

import { fieldLabel } from './contract-labels'

interface Props {
  field: Field
  /** undefined while it has to be chosen. */
  side: Side | undefined
  onChoose: (side: Side) => void
}

const tags = {
  both: { tone: 'warn', label: m.contract_merge_both },
  mine: { tone: 'info', label: m.contract_merge_only_mine },
  theirs: { tone: 'neutral', label: m.contract_merge_only_theirs },
} as const

/** One field that two people see differently: what it was, and which of the two it shall be. */
export function MergeField({ field, side, onChoose }: Props) {
  const group = useId()
  const { tone, label } = tags[field.changedBy]
  return (
    <fieldset className="rounded-md border border-line px-3 pt-1 pb-2">
      <legend className="flex flex-wrap items-center gap-2 px-1 font-medium">
        {fieldLabel(field.pointer)} <Badge tone={tone}>{label()}</Badge>
      </legend>
      <p className="mb-1.5 text-sm text-muted">
        {m.contract_merge_base()}: <Value pointer={field.pointer} value={field.base} />
      </p>
      <div className="grid gap-2 sm:grid-cols-2">
        {(['mine', 'theirs'] as const).map((one) => (
          <label
            key={one}
            className="flex min-w-0 items-start gap-2 rounded-md border border-line px-2 py-1.5 has-checked:border-accent has-checked:bg-selected"
          >
            <input
              type="radio"
              name={group}
              className="mt-1"
              checked={side === one}
              onChange={() => onChoose(one)}
            />
            <span className="min-w-0">
              <span className="block text-sm text-muted">
                {one === 'mine' ? m.contract_mine() : m.contract_theirs()}
              </span>
              <Value pointer={field.pointer} value={field[one]} />
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

/** Longer ones are read whole in the texts below. */
const LONG = 300

function Value({ pointer, value }: { pointer: string; value: unknown }) {
  const text = shownValue(pointer, value, m.editor_diff_secret())?.replaceAll(/\s*\n\s*/g, ' ')
  if (text === undefined) return <span className="text-faint">{m.editor_diff_absent()}</span>
  return <Name value={text.length > LONG ? `${text.slice(0, LONG)}…` : text} />
}
