import NextIcon from 'lucide-react/icons/chevron-right'
import PreviousIcon from 'lucide-react/icons/chevron-left'
import { formatNumber } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'
import { Button } from '../ui/Button'

interface Props {
  caption: string
  /** Rows of all pages, as the server counted them. */
  total: number
  /** From 1. */
  page: number
  pageSize: number
  onPage: ((page: number) => void) | undefined
}

/** Where in the whole list this page is, by the server's own count, and the way to its neighbours. */
export function Pagination({ caption, total, page, pageSize, onPage }: Props) {
  const last = Math.max(1, Math.ceil(total / pageSize))
  const from = (page - 1) * pageSize + 1
  const to = Math.min(page * pageSize, total)
  const isWhole = last === 1 || from > total
  return (
    <nav
      aria-label={m.kit_page_nav({ caption })}
      className="flex flex-wrap items-center gap-x-3 text-sm text-muted"
    >
      <span className="tabular-nums">
        {isWhole
          ? m.kit_rows_total({ count: total, shown: formatNumber(total) })
          : m.kit_rows_range({
              from: formatNumber(from),
              to: formatNumber(to),
              total: formatNumber(total),
            })}
      </span>
      {onPage !== undefined && last > 1 && (
        <span className="flex items-center gap-1">
          <Button
            variant="ghost"
            size="sm"
            icon={PreviousIcon}
            iconOnly
            aria-label={m.kit_page_previous()}
            disabled={page <= 1}
            onClick={() => onPage(page - 1)}
          />
          <span className="tabular-nums">
            {m.kit_page_of({ page: formatNumber(page), last: formatNumber(last) })}
          </span>
          <Button
            variant="ghost"
            size="sm"
            icon={NextIcon}
            iconOnly
            aria-label={m.kit_page_next()}
            disabled={page >= last}
            onClick={() => onPage(page + 1)}
          />
        </span>
      )}
    </nav>
  )
}
