import { useIsFetching, useQueryClient } from '@tanstack/react-query'

import { serverNow } from '~/api/server-clock'
import { RefreshSelect } from '~/components/time/RefreshSelect'
import { TimeRangePicker } from '~/components/time/TimeRangePicker'
import { Button } from '~/components/ui/Button'
import { isLive, shift, zoomOut } from '~/domain/time-range'

import { presetChoices, rangeText, typedTimes } from './range-words'
import type { Search } from './range'
import { PACES, rangeOf, zoneOf } from './range'
import { m } from '~/i18n/gen/messages'

interface Props {
  tenant: string
  search: Search
  onSearch: (change: Partial<Search>) => void
}

/** Range, refresh and zone of everything on the page that is measured. */
export function TimeControls({ tenant, search, onSearch }: Props) {
  const client = useQueryClient()
  const key = ['metrics', tenant]
  const fetching = useIsFetching({ queryKey: key })
  const now = serverNow() / 1000
  const range = rangeOf(search, now)
  const zone = zoneOf(search)
  return (
    <>
      <Button
        variant="ghost"
        title={m.traffic_zone_title()}
        onClick={() => onSearch({ zone: search.zone === 'utc' ? 'local' : 'utc' })}
      >
        {zone}
      </Button>
      <TimeRangePicker
        range={range}
        text={rangeText(range, zone)}
        presets={presetChoices()}
        onRange={onSearch}
        onShift={(by) => onSearch(shift(range, by, Math.floor(now)))}
        isLive={isLive(range)}
        onZoomOut={() => onSearch(zoomOut(range, Math.floor(now)))}
        times={typedTimes(zone, Math.floor(now))}
      />
      <RefreshSelect
        value={search.refresh}
        options={PACES.map((value) => ({
          value,
          label: value === 'off' ? m.traffic_refresh_off() : value,
        }))}
        onChange={(refresh) => onSearch({ refresh })}
        onRefresh={() => void client.invalidateQueries({ queryKey: key })}
        isRefreshing={fetching > 0}
      />
    </>
  )
}
