import RemoveIcon from 'lucide-react/icons/x'
import { Link } from 'react-router'

import { paths } from '~/app/paths'
import { Button } from '~/components/ui/Button'
import { Name } from '~/components/ui/Name'
import { m } from '~/i18n/gen/messages'

import type { DashboardSearch } from './search'

interface Props {
  tenant: string
  search: DashboardSearch
  onSearch: (change: Partial<DashboardSearch>) => void
}

/** Says what the dashboard is narrowed to, with the way to that API or consumer and the way back. */
export function Narrowed({ tenant, search: { api, consumer }, onSearch }: Props) {
  if (api === '' && consumer === '') return null
  return (
    <ul
      aria-label={m.dashboard_narrowed()}
      className="flex flex-wrap items-center gap-2 rounded-lg border border-info-line bg-info-soft px-3 py-2"
    >
      {api !== '' && (
        <One
          kind={m.dashboard_api()}
          name={api}
          to={paths.apis({ tenant })}
          onRemove={() => onSearch({ api: '' })}
        />
      )}
      {consumer !== '' && (
        <One
          kind={m.dashboard_consumer()}
          name={consumer}
          to={paths.consumers({ tenant })}
          onRemove={() => onSearch({ consumer: '' })}
        />
      )}
    </ul>
  )
}

interface OneProps {
  kind: string
  name: string
  to: string
  onRemove: () => void
}

function One({ kind, name, to, onRemove }: OneProps) {
  return (
    <li className="inline-flex min-w-0 items-center gap-1.5">
      <span className="text-muted">{kind}</span>
      <Link
        to={{ pathname: to, search: `${new URLSearchParams({ search: name })}` }}
        className="min-w-0 font-medium text-accent hover:underline"
      >
        <Name value={name} />
      </Link>
      <Button
        variant="ghost"
        size="sm"
        icon={RemoveIcon}
        iconOnly
        aria-label={m.dashboard_narrowed_remove({ name })}
        title={m.dashboard_narrowed_remove({ name })}
        onClick={onRemove}
      />
    </li>
  )
}
