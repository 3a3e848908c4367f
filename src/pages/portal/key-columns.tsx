import { Link } from 'react-router'

import { portalPaths } from '~/app/paths'
import type { Column } from '~/components/table/columns'
import { Button } from '~/components/ui/Button'
import { LinkButton } from '~/components/ui/LinkButton'
import { Name } from '~/components/ui/Name'
import { Time } from '~/components/ui/Time'
import type { Subscription } from '~/domain/subscription'
import { isOver } from '~/features/portal/own'
import { SubscriptionBadge } from '~/features/subscriptions/words'
import { m } from '~/i18n/gen/messages'

export type OwnStep = 'fetch' | 'rotate' | 'revoke'

type Ask = (step: OwnStep, subscription: Subscription) => void

/** The columns of the developer's own keys. */
export const keyColumns = (ask: Ask): Column<Subscription>[] => [
  {
    id: 'api',
    header: m.portal_col_api,
    cell: (row) => (
      <Link className="text-accent hover:underline" to={portalPaths.api({ id: row.api_id })}>
        <Name value={`${row.api_name} ${row.api_version}`} />
      </Link>
    ),
  },
  {
    id: 'status',
    header: m.portal_col_status,
    cell: (row) => (
      <span className="flex flex-col items-start gap-1">
        <SubscriptionBadge status={row.status} />
        <StatusNote subscription={row} />
      </span>
    ),
  },
  { id: 'key', header: m.portal_col_key, cell: (row) => <Keys subscription={row} /> },
  {
    id: 'plan',
    header: m.portal_plan,
    cell: (row) => (row.plan_name === null ? '—' : <Name value={row.plan_name} />),
  },
  {
    id: 'purpose',
    header: m.portal_purpose,
    cell: (row) => (row.purpose ? <Name value={row.purpose} /> : '—'),
  },
  {
    id: 'used',
    header: m.portal_col_used,
    cell: (row) =>
      row.last_used_at === null ? m.portal_never_used() : <Time at={row.last_used_at} />,
  },
  {
    id: 'expires',
    header: m.portal_col_expires,
    cell: (row) =>
      row.expires_at === null ? m.portal_no_end() : <Time at={row.expires_at} show="absolute" />,
  },
  {
    id: 'actions',
    header: m.portal_col_actions,
    align: 'end',
    cell: (row) => <Actions subscription={row} ask={ask} />,
  },
]

function StatusNote({
  subscription: { status, status_reason: reason },
}: {
  subscription: Subscription
}) {
  if (status === 'pending')
    return <span className="text-sm text-muted">{m.portal_waits_short()}</span>
  if (reason === null || reason === '') return null
  return (
    <span className="text-sm text-muted">
      <Name value={reason} />
    </span>
  )
}

function Keys({ subscription: row }: { subscription: Subscription }) {
  if (row.api_key_prefix === null) return <>—</>
  return (
    <span className="flex flex-col gap-1">
      <code>{row.api_key_prefix}…</code>
      {row.old_key_prefix !== null && row.old_key_expires_at !== null && (
        <span className="text-sm text-muted">
          <code>{row.old_key_prefix}…</code> {m.portal_old_until()}{' '}
          <Time at={row.old_key_expires_at} show="absolute" />
        </span>
      )}
    </span>
  )
}

function Actions({ subscription, ask }: { subscription: Subscription; ask: Ask }) {
  const { status, api_key_prefix: prefix, api_name: api } = subscription
  if (isOver(status))
    return (
      <LinkButton size="sm" to={portalPaths.subscribe({ id: subscription.api_id })}>
        {m.portal_subscribe_again()}
      </LinkButton>
    )
  return (
    <span className="flex flex-wrap justify-end gap-2">
      {status === 'active' && prefix === null && (
        <Button
          size="sm"
          variant="primary"
          aria-label={m.portal_fetch_for({ api })}
          onClick={() => ask('fetch', subscription)}
        >
          {m.portal_key_fetch()}
        </Button>
      )}
      {status === 'active' && prefix !== null && (
        <Button
          size="sm"
          aria-label={m.portal_rotate_for({ api })}
          onClick={() => ask('rotate', subscription)}
        >
          {m.consumers_rotate()}
        </Button>
      )}
      <Button
        size="sm"
        aria-label={m.portal_revoke_for({ api })}
        onClick={() => ask('revoke', subscription)}
      >
        {status === 'pending' ? m.portal_withdraw() : m.consumers_revoke()}
      </Button>
    </span>
  )
}
