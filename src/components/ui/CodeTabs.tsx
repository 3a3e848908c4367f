import { useState } from 'react'

import { Code } from './Code'
import { Tabs } from './Tabs'

interface Notation {
  id: string
  label: string
  text: () => string
}

interface Props {
  /** What the texts say. */
  label: string
  /** The same thing in several notations; a text is written only when its tab is chosen. */
  notations: readonly Notation[]
}

/** One thing in several notations (JSON, YAML, curl), each to be copied. */
export function CodeTabs({ label, notations }: Props) {
  const [chosen, choose] = useState(notations[0]?.id ?? '')
  const tabs = notations.map((notation) => ({
    id: notation.id,
    label: notation.label,
    render: code(label, notation),
  }))
  return <Tabs label={label} value={chosen} onChange={choose} tabs={tabs} />
}

const code = (label: string, notation: Notation) => () => (
  <Code label={`${label}, ${notation.label}`}>{notation.text()}</Code>
)
