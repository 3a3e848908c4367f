import { useQuery } from '@tanstack/react-query'
import BadIcon from 'lucide-react/icons/circle-alert'
import OkIcon from 'lucide-react/icons/circle-check'
import WaitIcon from 'lucide-react/icons/circle-dashed'
import { type ReactNode } from 'react'

import { type ContractChange, contractProof } from '~/api/contract-proof'
import type { RouteProof } from '~/api/gateway'
import { type GatewayState, gatewayState, isCurrent } from '~/api/gateway-state'
import { failureWords } from '~/components/state/failure-words'
import { Button } from '~/components/ui/Button'
import { Name } from '~/components/ui/Name'
import type { Contract } from '~/domain/contract'
import type { Failure } from '~/domain/failure'
import { formatClock, formatDuration } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

import { statusLabel } from './words'

interface Finding {
  tone: 'ok' | 'bad' | 'wait'
  text: string
}

const looks = {
  ok: { Icon: OkIcon, className: 'text-ok' },
  bad: { Icon: BadIcon, className: 'text-bad' },
  wait: { Icon: WaitIcon, className: 'text-muted' },
} as const

interface Props {
  change: ContractChange
  /** What can be done next. */
  action?: ReactNode
}

/** Whether a change took place: read back at the Control Plane, and asked at the gateway, each with its answer and its time. */
export function StepProof({ change, action }: Props) {
  const stored = useQuery(contractProof.readBack(change))
  const config = useQuery(gatewayState.after(change.at))
  const route = useQuery(contractProof.route(change))
  const findings = [
    readBack(change, stored.data, stored.error),
    atGateway(change, route.isFetching ? undefined : route.data, route.error),
    configuration(config.data, config.error),
  ]
  return (
    <section
      aria-label={m.apis_proof({ name: change.name })}
      className="flex flex-wrap items-start justify-between gap-3 rounded-md border border-line bg-surface px-3 py-2"
    >
      <output className="flex min-w-0 flex-1 basis-72 flex-col gap-1">
        <strong className="font-medium">
          <Name value={m.apis_proof({ name: change.name })} />
        </strong>
        {findings.map(({ tone, text }, at) => {
          const { Icon, className } = looks[tone]
          return (
            // Always the same three, in this order.
            // oxlint-disable-next-line react/no-array-index-key
            <span key={at} className="flex items-start gap-2" data-proof={tone}>
              <Icon aria-hidden size={16} className={`mt-0.5 shrink-0 ${className}`} />
              <span className="min-w-0 [overflow-wrap:anywhere]">
                <Name value={text} />
              </span>
            </span>
          )
        })}
      </output>
      <span className="flex flex-wrap gap-2">
        <Button
          size="sm"
          pending={stored.isFetching || route.isFetching}
          onClick={() => void Promise.all([stored.refetch(), route.refetch(), config.refetch()])}
        >
          {m.apis_proof_again()}
        </Button>
        {action}
      </span>
    </section>
  )
}

const clock = (at: number) => formatClock(at, { seconds: true })
const unasked = (what: string, failure: Failure): Finding => ({
  tone: 'bad',
  text: m.apis_proof_unasked({ what, cause: failureWords(failure).title }),
})

function readBack(
  { status }: ContractChange,
  read: { contract: Contract | undefined; askedAt: number } | undefined,
  failure: Failure | null,
): Finding {
  if (failure) return unasked(m.apis_proof_control_plane(), failure)
  if (!read) return { tone: 'wait', text: m.apis_proof_reading() }
  const { contract, askedAt } = read
  const at = clock(askedAt)
  if (!contract)
    return { tone: status === undefined ? 'ok' : 'bad', text: m.apis_proof_gone({ at }) }
  return {
    tone: contract.status === status ? 'ok' : 'bad',
    text: m.apis_proof_read({ at, status: statusLabel(contract.status), version: contract.etag }),
  }
}

function atGateway(
  { path, expected }: ContractChange,
  proof: RouteProof | undefined,
  failure: Failure | null,
): Finding {
  if (failure) return unasked(m.apis_proof_gateway(), failure)
  if (!proof) return { tone: 'wait', text: m.apis_in_force_asking() }
  const { state, status, askedAt, afterMs } = proof
  const says = {
    served: m.apis_in_force_yes,
    absent: m.apis_in_force_no,
    unknown: m.apis_in_force_unknown,
  }[state]({ path })
  const how = m.apis_proof_answer({
    status: String(status),
    time: formatDuration(afterMs ?? 0),
    at: clock(askedAt),
  })
  return { tone: state === expected ? 'ok' : 'bad', text: `${says} ${how}` }
}

function configuration(state: GatewayState | undefined, failure: Failure | null): Finding {
  if (failure) return unasked(m.apis_proof_configuration(), failure)
  if (!state) return { tone: 'wait', text: m.apis_proof_configuration_asking() }
  if (!state.configured) return { tone: 'bad', text: m.subscriptions_proof_none() }
  if (isCurrent(state))
    return { tone: 'ok', text: m.apis_proof_holds({ version: String(state.held_version) }) }
  return {
    tone: 'bad',
    text: m.subscriptions_proof_late({ cause: state.failure ?? m.subscriptions_proof_behind() }),
  }
}
