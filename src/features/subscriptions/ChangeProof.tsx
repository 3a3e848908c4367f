import { useQuery } from '@tanstack/react-query'
import CheckIcon from 'lucide-react/icons/circle-check'
import WaitIcon from 'lucide-react/icons/circle-dashed'

import { type GatewayState, gatewayState, isCurrent } from '~/api/gateway-state'
import { failureWords } from '~/components/state/failure-words'
import { Name } from '~/components/ui/Name'
import type { Failure } from '~/domain/failure'
import { formatClock } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

export interface Change {
  /** Milliseconds since 1970; tells one change from the next. */
  at: number
  /** What the Control Plane answered that it is now. */
  sentence: string
}

/**
 * What was done, and what proves that it is in force: the version that the gateway says it holds. That no call was made is said
 * as well, because the console never knows a key again.
 */
export function ChangeProof({ change }: { change: Change }) {
  const query = useQuery(gatewayState.after(change.at))
  const { text, tone } = proofOf(query.data, query.error)
  const Icon = tone === 'ok' ? CheckIcon : WaitIcon
  return (
    <output
      className={`flex items-start gap-2 rounded-md border px-3 py-2 ${looks[tone]}`}
      data-proof={tone}
    >
      <Icon aria-hidden size={16} className="mt-0.5 shrink-0" />
      <span className="min-w-0">
        <Name value={change.sentence} /> <Name value={text} />
      </span>
    </output>
  )
}

const looks = {
  ok: 'border-ok-line bg-ok-soft',
  wait: 'border-line bg-sunken',
  warn: 'border-warn-line bg-warn-soft',
} as const

interface Proof {
  tone: keyof typeof looks
  text: string
}

function proofOf(
  state: (GatewayState & { asked_at: number }) | undefined,
  failure: Failure | null,
): Proof {
  if (failure) {
    const { title } = failureWords(failure)
    return { tone: 'warn', text: m.subscriptions_proof_unknown({ cause: title }) }
  }
  if (!state) return { tone: 'wait', text: m.subscriptions_proof_asking() }
  if (!state.configured) return { tone: 'warn', text: m.subscriptions_proof_none() }
  if (isCurrent(state))
    return {
      tone: 'ok',
      text: m.subscriptions_proof({
        version: String(state.held_version),
        at: formatClock(state.asked_at, { seconds: true }),
      }),
    }
  return {
    tone: 'warn',
    text: m.subscriptions_proof_late({ cause: state.failure ?? m.subscriptions_proof_behind() }),
  }
}
