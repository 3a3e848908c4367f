import HistoryIcon from 'lucide-react/icons/history'

import { Menu } from '~/components/ui/Menu'
import { m } from '~/i18n/gen/messages'

interface Props {
  queries: readonly string[]
  onChoose: (query: string) => void
}

const LONGEST = 90
const short = (query: string) => {
  const line = query.replaceAll(/\s+/g, ' ')
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line
}

/** What was run before in this browser, to be run again. */
export function PastQueries({ queries, onChoose }: Props) {
  if (queries.length === 0) return null
  return (
    <Menu
      label={m.explore_past()}
      text={m.explore_past()}
      icon={HistoryIcon}
      variant="secondary"
      size="md"
      items={queries.map((query) => ({ label: short(query), onSelect: () => onChoose(query) }))}
    />
  )
}
