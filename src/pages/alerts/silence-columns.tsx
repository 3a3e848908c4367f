/** What a row of the silences shows. */

import type { Column } from '~/components/table/columns'
import { Badge, type Tone } from '~/components/ui/Badge'
import { Button } from '~/components/ui/Button'
import { Name } from '~/components/ui/Name'
import { Time } from '~/components/ui/Time'
import { matcherText, type Silence } from '~/domain/silence'
import { m } from '~/i18n/gen/messages'

const states: Record<Silence['state'], { tone: Tone; label: () => string }> = {
  active: { tone: 'info', label: m.alerts_silence_active },
  pending: { tone: 'neutral', label: m.alerts_silence_pending },
  expired: { tone: 'neutral', label: m.alerts_silence_expired },
}

/** @param onEnd somebody wants one ended now */
export const silenceColumns = (onEnd: (silence: Silence) => void): Column<Silence>[] => [
  {
    id: 'state',
    header: m.alerts_column_state,
    cell: ({ state }) => <Badge tone={states[state].tone}>{states[state].label()}</Badge>,
  },
  {
    id: 'matchers',
    header: m.alerts_column_matchers,
    cell: ({ matchers }) => (
      <code className="block min-w-40 text-sm [overflow-wrap:anywhere]">
        <Name value={matchers.map(matcherText).join(' ')} />
      </code>
    ),
  },
  {
    id: 'comment',
    header: m.alerts_column_why,
    cell: ({ comment, created_by }) => (
      <span className="block min-w-40">
        <Name value={comment} />
        <span className="block text-sm text-muted">
          <Name value={created_by} />
        </span>
      </span>
    ),
  },
  {
    id: 'ends_at',
    header: m.alerts_column_ends,
    cell: ({ ends_at }) => <Time at={ends_at} />,
  },
  {
    id: 'end',
    header: m.alerts_column_end,
    align: 'end',
    cell: (silence) =>
      silence.can_expire ? (
        <Button
          size="sm"
          aria-label={m.alerts_silence_end_of({
            matchers: silence.matchers.map(matcherText).join(', '),
          })}
          onClick={() => onEnd(silence)}
        >
          {m.alerts_silence_end()}
        </Button>
      ) : (
        <span className="text-sm text-faint">
          {silence.state === 'expired' ? '—' : m.alerts_silence_not_yours()}
        </span>
      ),
  },
]
