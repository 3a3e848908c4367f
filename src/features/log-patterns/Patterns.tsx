import { useQuery } from '@tanstack/react-query'

import { metrics } from '~/api/metrics'
import { Panel } from '~/components/state/Panel'
import { ReadingValue } from '~/components/state/ReadingValue'
import { Button } from '~/components/ui/Button'
import type { TimeRange } from '~/domain/time-range'
import type { RangeAnswer } from '~/domain/traffic'
import { statusTotal } from '~/domain/traffic'
import { formatNumber } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

import { StatusBadge } from './StatusBadge'

/** As the runbook's Day 5 has them: what to look for in the log, and what to do about it. */
const PATTERNS = [
  { status: '200', name: m.logs_pattern_200, action: m.logs_pattern_200_action },
  { status: '429', name: m.logs_pattern_429, action: m.logs_pattern_429_action },
  { status: '502', name: m.logs_pattern_502, action: m.logs_pattern_502_action },
  { status: '401', name: m.logs_pattern_401, action: m.logs_pattern_401_action },
] as const

type PatternStatus = (typeof PATTERNS)[number]['status']

interface Props {
  tenant: string
  range: TimeRange
  onShow: (status: PatternStatus) => void
}

/** The runbook's patterns with how often each was seen, by the gateway's own counters. */
export function Patterns({ tenant, range, onShow }: Props) {
  const query = useQuery(metrics.summary({ tenant, range, refresh: 15 }))
  return (
    <Panel
      title={m.logs_patterns()}
      description={m.logs_patterns_description()}
      // A failed question shows no number from before.
      query={{ ...query, data: query.error ? undefined : query.data }}
    >
      {(answer) => (
        <ul className="grid gap-x-6 gap-y-4 sm:grid-cols-2 xl:grid-cols-4">
          {PATTERNS.map((pattern) => (
            <Pattern key={pattern.status} {...pattern} answer={answer} onShow={onShow} />
          ))}
        </ul>
      )}
    </Panel>
  )
}

interface PatternProps {
  status: PatternStatus
  name: () => string
  action: () => string
  answer: RangeAnswer
  onShow: Props['onShow']
}

function Pattern({ status, name, action, answer, onShow }: PatternProps) {
  return (
    <li className="flex min-w-0 flex-col items-start gap-1">
      <span className="flex items-center gap-2">
        <StatusBadge status={Number(status)} />
        <span className="font-medium">{name()}</span>
      </span>
      <ReadingValue
        reading={statusTotal(answer, status)}
        format={(count) => formatNumber(count)}
        label={m.logs_pattern_count({ status })}
        size="lg"
      />
      <span className="text-sm text-muted">{action()}</span>
      <Button
        size="sm"
        aria-label={`${m.logs_pattern_show()}: ${status} ${name()}`}
        onClick={() => onShow(status)}
      >
        {m.logs_pattern_show()}
      </Button>
    </li>
  )
}
