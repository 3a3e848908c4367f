import { FilterSelect } from '~/components/table/FilterSelect'
import { SearchBox } from '~/components/table/SearchBox'
import { PRESETS } from '~/domain/time-range'
import { presetChoices } from '~/features/traffic/range-words'
import { actionLabel } from '~/features/history/words'
import { m } from '~/i18n/gen/messages'

import { ACTIONS, type AuditSearch, TYPES } from './search'
import { typeLabel } from './words'

interface Props {
  search: AuditSearch
  setSearch: (change: Partial<AuditSearch>) => void
}

/** Which changes are shown, all of it in the URL and decided by the server. */
export function AuditToolbar({ search, setSearch }: Props) {
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <SearchBox
        label={m.audit_search()}
        value={search.search}
        onChange={(typed) => setSearch({ search: typed })}
      />
      <FilterSelect
        label={m.audit_filter_type()}
        value={search.type}
        options={TYPES.map((value) => ({ value, label: typeLabel(value) }))}
        onChange={(type) => setSearch({ type: type || undefined })}
      />
      <FilterSelect
        label={m.audit_filter_action()}
        value={search.action}
        options={ACTIONS.map((value) => ({ value, label: actionLabel(value) }))}
        onChange={(action) => setSearch({ action: action || undefined })}
      />
      <div className="w-44">
        <SearchBox
          label={m.audit_filter_actor()}
          value={search.actor}
          onChange={(actor) => setSearch({ actor })}
        />
      </div>
      <RangeSelect search={search} setSearch={setSearch} />
    </div>
  )
}

function RangeSelect({ search: { from, to }, setSearch }: Props) {
  const presets = PRESETS.map((preset, place) => ({
    value: `now-${preset}`,
    label: presetChoices()[place]?.label ?? preset,
  }))
  const isPreset = from === '' || (to === 'now' && presets.some(({ value }) => value === from))
  const own = `${from} → ${to}`
  return (
    <FilterSelect
      label={m.audit_filter_range()}
      value={isPreset ? from : own}
      options={isPreset ? presets : [{ value: own, label: own }, ...presets]}
      onChange={(chosen) => setSearch({ from: chosen, to: 'now' })}
    />
  )
}
