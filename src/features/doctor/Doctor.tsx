import { useQuery } from '@tanstack/react-query'
import WellIcon from 'lucide-react/icons/circle-check'
import OffIcon from 'lucide-react/icons/circle-dashed'
import UnknownIcon from 'lucide-react/icons/circle-question-mark'
import BadIcon from 'lucide-react/icons/circle-x'
import RecheckIcon from 'lucide-react/icons/refresh-cw'

import { doctor } from '~/api/doctor'
import { Panel } from '~/components/state/Panel'
import { Button } from '~/components/ui/Button'
import { Code } from '~/components/ui/Code'
import { Time } from '~/components/ui/Time'
import type { Diagnosis } from '~/domain/doctor'
import { formatDuration } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

import { FINDINGS, SERVICE_NAMES, VANTAGES } from './words'

const LOOKS = {
  ok: { icon: WellIcon, tone: 'text-ok', words: m.doctor_state_ok },
  bad: { icon: BadIcon, tone: 'text-bad', words: m.doctor_state_bad },
  unknown: { icon: UnknownIcon, tone: 'text-warn', words: m.doctor_state_unknown },
  off: { icon: OffIcon, tone: 'text-faint', words: m.doctor_state_off },
}

/** Every connection of the installation: who asked which address, what that proved, and what to do next. */
export function Doctor() {
  const query = useQuery(doctor.diagnoses())
  return (
    <Panel
      title={m.doctor_title()}
      description={m.doctor_description()}
      query={query}
      isFlush
      action={
        <>
          {query.dataUpdatedAt > 0 && (
            <span className="text-sm text-muted">
              <Time at={query.dataUpdatedAt} />
            </span>
          )}
          <Button
            size="sm"
            icon={RecheckIcon}
            pending={query.isFetching}
            onClick={() => void query.refetch()}
          >
            {m.doctor_recheck()}
          </Button>
        </>
      }
    >
      {(diagnoses) => (
        <ul className="divide-y divide-line border-t border-line">
          {diagnoses.map((one) => (
            <Connection key={`${one.service} ${one.vantage}`} diagnosis={one} />
          ))}
        </ul>
      )}
    </Panel>
  )
}

function Connection({ diagnosis }: { diagnosis: Diagnosis }) {
  const { service, vantage, address, state, finding, seen, latencyMs, command } = diagnosis
  const { icon: Icon, tone, words } = LOOKS[state]
  const { proved, next } = FINDINGS[finding]
  return (
    <li className="flex gap-3 px-4 py-3">
      <Icon aria-hidden size={18} className={`mt-0.5 shrink-0 ${tone}`} />
      <div className="flex min-w-0 flex-1 flex-col gap-1">
        <p className="flex flex-wrap items-baseline gap-x-2">
          <span className="font-medium">{SERVICE_NAMES[service]()}</span>
          <span className={`text-sm ${tone}`}>{words()}</span>
          {latencyMs !== undefined && (
            <span className="text-sm text-faint tabular-nums">{formatDuration(latencyMs)}</span>
          )}
        </p>
        <p className="text-sm [overflow-wrap:anywhere] text-muted">
          {VANTAGES[vantage]()} <code>{address}</code>
        </p>
        {finding !== 'well' && <p>{proved()}</p>}
        {next && <p className="text-muted">{next()}</p>}
        {state === 'bad' && seen !== '' && (
          <p className="text-sm [overflow-wrap:anywhere] text-muted">{m.doctor_seen({ seen })}</p>
        )}
        {command !== undefined && <Code label={m.doctor_command()}>{command}</Code>}
      </div>
    </li>
  )
}
