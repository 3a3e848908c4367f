import { useState } from 'react'
import { formatNumber } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'
import { Name } from '../ui/Name'

export interface SidesRow {
  /** Of the row among the others. */
  id: string
  field: string
  /** Undefined: not there. */
  left: string | undefined
  right: string | undefined
}

interface Props {
  caption: string
  heads: { field: string; left: string; right: string }
  rows: readonly SidesRow[]
  /** How the two sides look; plain where neither is the better one. */
  tones?: { left: Tone; right: Tone }
}

type Tone = keyof typeof tones

const tones = {
  bad: 'border-bad-line bg-bad-soft',
  ok: 'border-ok-line bg-ok-soft',
  plain: 'border-line bg-surface',
}
const plain = { left: 'plain', right: 'plain' } as const

/** Two versions of some fields side by side; below each other on a phone. Long values are folded, and nothing in them can deceive. */
export function SidesTable({ caption, heads, rows, tones: looks = plain }: Props) {
  return (
    <table className="w-full table-fixed text-left text-sm">
      <caption className="sr-only">{caption}</caption>
      <thead className="text-muted max-sm:sr-only">
        <tr>
          <th scope="col" className="w-1/4 py-1 pr-3 font-medium">
            {heads.field}
          </th>
          <th scope="col" className="py-1 pr-3 font-medium">
            {heads.left}
          </th>
          <th scope="col" className="py-1 font-medium">
            {heads.right}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ id, field, left, right }) => (
          <tr
            key={id}
            className="border-t border-line align-top max-sm:flex max-sm:flex-col max-sm:py-1.5"
          >
            <th scope="row" className="py-1 pr-3 font-medium [overflow-wrap:anywhere]">
              {field}
            </th>
            <td className="py-1 pr-3">
              <Side word={heads.left} text={left} tone={looks.left} />
            </td>
            <td className="py-1">
              <Side word={heads.right} text={right} tone={looks.right} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** More than this, in characters, is folded. */
const LONG = 300

interface SideProps {
  /** Said on narrow windows, where the column has no head. */
  word: string
  text: string | undefined
  tone: Tone
}

function Side({ word, text, tone }: SideProps) {
  const [isOpen, setIsOpen] = useState(false)
  const mark = <span className="mr-1 text-muted sm:hidden">{word}:</span>
  if (text === undefined)
    return (
      <p className="text-faint">
        {mark}
        {m.editor_diff_absent()}
      </p>
    )
  const isFolded = text.length > LONG && !isOpen
  return (
    <div className={`rounded-sm border px-1.5 whitespace-pre-wrap ${tones[tone]}`}>
      {mark}
      <Lines text={isFolded ? `${text.slice(0, LONG)}…` : text} />
      {isFolded && (
        <button
          type="button"
          className="ml-2 text-accent underline underline-offset-2"
          onClick={() => setIsOpen(true)}
        >
          {m.editor_diff_more({ count: formatNumber(text.length) })}
        </button>
      )}
    </div>
  )
}

/** Line breaks are kept as what they are; whatever else is hidden in a line is named. */
function Lines({ text }: { text: string }) {
  const lines = text.split('\n')
  if (lines.length === 1) return <Name value={text} />
  return lines.map((line, at) => (
    // Lines have no identity but their place; a value is drawn anew when it changes.
    // oxlint-disable-next-line react/no-array-index-key
    <span key={at} className="block min-h-[1lh]">
      {line !== '' && <Name value={line} />}
    </span>
  ))
}
