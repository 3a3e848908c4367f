import { Link } from 'react-router'

import { Name } from '~/components/ui/Name'
import { m } from '~/i18n/gen/messages'

import type { Crumb } from './use-crumbs'

/** Where this page stands. */
export function Crumbs({ crumbs }: { crumbs: Crumb[] }) {
  return (
    <nav aria-label={m.app_crumbs()} className="min-w-0">
      <ol className="flex min-w-0 flex-wrap items-center gap-x-1.5 text-sm text-muted">
        {crumbs.map((crumb, index) => (
          <li key={crumb.to} className="flex min-w-0 items-center gap-1.5">
            {index > 0 && <span aria-hidden>/</span>}
            {index === crumbs.length - 1 ? (
              <span aria-current="page" className="truncate text-ink">
                <Name value={crumb.title} />
              </span>
            ) : (
              <Link to={crumb.to} className="truncate hover:text-ink hover:underline">
                <Name value={crumb.title} />
              </Link>
            )}
          </li>
        ))}
      </ol>
    </nav>
  )
}
