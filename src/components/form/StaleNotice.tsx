import { useMutation } from '@tanstack/react-query'
import HistoryIcon from 'lucide-react/icons/history'
import { useId, type ReactNode } from 'react'
import { m } from '~/i18n/gen/messages'
import { SidesTable } from '../diff/SidesTable'
import { Button } from '../ui/Button'
import { differences, written } from './compare'

interface Props<Values> {
  values: Values
  refresh: () => Promise<Values>
  labelOf: (name: string) => string
  compare?: (mine: Values, theirs: Values) => ReactNode
  onKeepMine: () => void
  onTakeTheirs: (theirs: Values) => void
}

/** Somebody saved first (412): both versions side by side, then the reader decides. Nothing typed is touched before. */
export function StaleNotice<Values>({
  values,
  refresh,
  labelOf,
  compare,
  onKeepMine,
  onTakeTheirs,
}: Props<Values>) {
  const current = useMutation({ mutationFn: refresh, gcTime: 0 })
  const theirs = current.data
  const titleId = useId()
  return (
    <div
      role="alert"
      aria-labelledby={titleId}
      className="flex flex-col gap-2 rounded-md border border-warn-line bg-warn-soft px-3 py-2.5"
    >
      <p id={titleId} className="flex items-center gap-2 font-medium text-warn">
        <HistoryIcon aria-hidden size={16} className="shrink-0" />
        {m.kit_stale_title()}
      </p>
      <p>{m.kit_stale_text()}</p>
      {current.error !== null && (
        <p className="text-bad">{m.kit_stale_gone({ cause: current.error.message })}</p>
      )}
      {theirs === undefined ? (
        <Button size="sm" pending={current.isPending} onClick={() => current.mutate()}>
          {m.kit_stale_look()}
        </Button>
      ) : (
        <>
          {compare?.(values, theirs) ?? (
            <Comparison mine={values} theirs={theirs} labelOf={labelOf} />
          )}
          <div className="flex flex-wrap gap-2">
            <Button size="sm" onClick={onKeepMine}>
              {m.kit_stale_use_mine()}
            </Button>
            <Button size="sm" onClick={() => onTakeTheirs(theirs)}>
              {m.kit_stale_use_theirs()}
            </Button>
          </div>
        </>
      )}
    </div>
  )
}

function Comparison({
  mine,
  theirs,
  labelOf,
}: {
  mine: unknown
  theirs: unknown
  labelOf: (name: string) => string
}) {
  const rows = differences(mine, theirs)
  if (rows.length === 0) return <p>{m.kit_stale_same()}</p>
  // An empty field and one that is not there are the same to a form.
  const shown = (value: unknown) => written(value) || undefined
  return (
    <SidesTable
      caption={m.kit_stale_table()}
      heads={{ field: m.kit_stale_field(), left: m.kit_stale_yours(), right: m.kit_stale_theirs() }}
      rows={rows.map(({ name, mine, theirs }) => ({
        id: name,
        field: labelOf(name),
        left: shown(mine),
        right: shown(theirs),
      }))}
    />
  )
}
