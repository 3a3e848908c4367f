import { useCallback, useMemo } from 'react'

import { serverNow } from '~/api/server-clock'
import { clockFor } from '~/domain/clock'
import { faultOf, zoomInto } from '~/domain/time-range'
import { m } from '~/i18n/gen/messages'
import { useLocale } from '~/i18n/locale'

import { faultText } from './range-words'
import { type Search, zoneOf } from './range'

/** What charts of the range in the URL have in common: their zone, their zoom, and what is wrong with the range, in words. */
export function useDrawnRange(search: Search, onSearch: (change: Partial<Search>) => void) {
  const locale = useLocale()
  const zone = zoneOf(search)
  const clock = useMemo(() => clockFor(zone, locale), [zone, locale])
  const zoom = useCallback(
    (first: number, second: number) => onSearch(zoomInto(first, second)),
    [onSearch],
  )
  const fault = faultOf(search, serverNow() / 1000)
  return {
    clock,
    zoom,
    ignored: fault && m.traffic_range_ignored({ fault: faultText(fault) }),
  }
}
