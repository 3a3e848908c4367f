import { useQueryClient } from '@tanstack/react-query'
import RefreshIcon from 'lucide-react/icons/refresh-cw'

import { FilterSelect } from '~/components/table/FilterSelect'
import { SearchBox } from '~/components/table/SearchBox'
import { Button } from '~/components/ui/Button'
import type { TimeRange } from '~/domain/time-range'
import { presetOf, PRESETS } from '~/domain/time-range'
import { m } from '~/i18n/gen/messages'

import type { LogSearch } from './search'
import { STATUSES } from './search'
import { rangeWords, statusWords } from './words'

interface Props {
  search: LogSearch
  range: TimeRange
  setSearch: (change: Partial<LogSearch>) => void
}

/** Which calls are shown, all of it in the URL. */
export function LogToolbar({ search, range, setSearch }: Props) {
  const client = useQueryClient()
  const isLive = search.live === 'on'
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <SearchBox
        label={m.logs_search()}
        value={search.search}
        onChange={(typed) => setSearch({ search: typed })}
      />
      <FilterSelect
        label={m.logs_filter_status()}
        value={search.status}
        options={STATUSES.map((value) => ({ value, label: statusWords[value]() }))}
        onChange={(status) => setSearch({ status: status || undefined })}
      />
      <Narrow
        label={m.logs_filter_api()}
        value={search.api}
        onChange={(api) => setSearch({ api })}
      />
      <Narrow
        label={m.logs_filter_consumer()}
        value={search.consumer}
        onChange={(consumer) => setSearch({ consumer })}
      />
      {!isLive && <RangeSelect range={range} setSearch={setSearch} />}
      {!isLive && (
        <Button
          icon={RefreshIcon}
          onClick={() => void client.invalidateQueries({ queryKey: ['logs'] })}
        >
          {m.logs_refresh()}
        </Button>
      )}
    </div>
  )
}

function Narrow(props: { label: string; value: string; onChange: (value: string) => void }) {
  return (
    <div className="w-44">
      <SearchBox {...props} />
    </div>
  )
}

function RangeSelect({ range, setSearch }: Pick<Props, 'range' | 'setSearch'>) {
  const preset = presetOf(range)
  const own = `${range.from} → ${range.to}`
  const options = PRESETS.map((value) => ({ value: `now-${value}`, label: rangeWords[value]() }))
  return (
    <FilterSelect
      label={m.logs_filter_range()}
      value={preset ? `now-${preset}` : own}
      options={preset ? options : [{ value: own, label: own }, ...options]}
      onChange={(from) => setSearch({ from: from || 'now-1h', to: 'now' })}
    />
  )
}
