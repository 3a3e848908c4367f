import { Badge, type Tone } from '~/components/ui/Badge'

function toneOf(status: number): Tone {
  if (status >= 500) return 'bad'
  if (status === 429) return 'info'
  if (status >= 400) return 'warn'
  return status < 300 ? 'ok' : 'neutral'
}

/** The status of a logged call. */
export function StatusBadge({ status }: { status: number }) {
  return <Badge tone={toneOf(status)}>{status}</Badge>
}
