import PreviousIcon from 'lucide-react/icons/chevron-left'
import NextIcon from 'lucide-react/icons/chevron-right'

import { Button } from '~/components/ui/Button'
import { formatNumber } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

import { apisAtATime } from './access-search'

interface Props {
  /** From 1. */
  page: number
  total: number
  onPage: (page: number) => void
}

/** Which APIs the columns are, and the way to the others. */
export function ApiRange({ page, total, onPage }: Props) {
  if (total <= apisAtATime) return null
  const last = Math.ceil(total / apisAtATime)
  const text = m.access_api_range({
    from: formatNumber((page - 1) * apisAtATime + 1),
    to: formatNumber(Math.min(page * apisAtATime, total)),
    total: formatNumber(total),
  })
  return (
    <nav aria-label={text} className="flex items-center gap-1 text-sm text-muted">
      <Button
        variant="ghost"
        size="sm"
        icon={PreviousIcon}
        iconOnly
        aria-label={m.access_earlier()}
        disabled={page <= 1}
        onClick={() => onPage(page - 1)}
      />
      <span className="tabular-nums">{text}</span>
      <Button
        variant="ghost"
        size="sm"
        icon={NextIcon}
        iconOnly
        aria-label={m.access_later()}
        disabled={page >= last}
        onClick={() => onPage(page + 1)}
      />
    </nav>
  )
}
