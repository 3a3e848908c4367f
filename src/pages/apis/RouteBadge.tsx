import type { RouteProof } from '~/api/gateway'
import { Badge } from '~/components/ui/Badge'
import { formatDuration } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

interface Props {
  path: string
  proof: { data: RouteProof | undefined; error: Error | null; isPending: boolean }
}

/** What the gateway itself answered when it was asked for this path. */
export function RouteBadge({ path, proof }: Props) {
  return (
    // Always there, so that what comes is read out; without a place of its own as long as it is empty.
    <output className="empty:absolute">
      {proof.isPending && <Badge tone="info">{m.apis_in_force_asking()}</Badge>}
      {proof.error && <Badge tone="bad">{proof.error.message}</Badge>}
      {proof.data && <Answer path={path} {...proof.data} />}
    </output>
  )
}

function Answer({ path, state, afterMs }: RouteProof & { path: string }) {
  if (state === 'unknown') return <Badge tone="bad">{m.apis_in_force_unknown()}</Badge>
  // Only what became as it was meant to be has a time.
  const title = afterMs === undefined ? undefined : formatDuration(afterMs)
  return state === 'served' ? (
    <Badge tone={title === undefined ? 'warn' : 'ok'} {...(title && { title })}>
      {m.apis_in_force_yes({ path })}
    </Badge>
  ) : (
    <Badge tone={title === undefined ? 'warn' : 'ok'} {...(title && { title })}>
      {m.apis_in_force_no({ path })}
    </Badge>
  )
}
