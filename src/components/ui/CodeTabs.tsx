import { useState } from 'react'

import { Code } from './Code'
import { Tabs } from './Tabs'

interface Props {
  /** What the texts say. */
  label: string
  /** The same thing in several notations; a text is written only when its tab is chosen. */
  notations: readonly { id: string; label: string; text: () => string }[]
}

/** One thing in several notations (JSON, YAML, curl), each to be copied. */
export function CodeTabs({ label, notations }: Props) {
  const [chosen, choose] = useState(notations[0]?.id ?? '')
  return (
    <Tabs
      label={label}
      value={chosen}
      onChange={choose}
      tabs={notations.map((notation) => ({
        id: notation.id,
        label: notation.label,
        content: () => <Code label={`${label}, ${notation.label}`}>{notation.text()}</Code>,
      }))}
    />
  )
}
