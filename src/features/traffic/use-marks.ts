/** Changes of policies as marks on charts of traffic. */

import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'

import type { TrafficQuestion } from '~/api/metrics'
import { policies } from '~/api/policies'
import { policyChanges } from '~/api/policy-changes'
import { useCan } from '~/auth/permissions'
import type { AuditEntry } from '~/api/audit'
import type { ChartMark } from '~/components/chart/marks'
import { fieldName, shownValue } from '~/components/diff/shown-value'
import { plainName } from '~/components/ui/name-parts'
import { boundTarget, concerns } from '~/domain/policy-change'
import { recordedDiff } from '~/domain/undo'
import { actionLabel } from '~/features/history/words'
import { m } from '~/i18n/gen/messages'

/** Of which policies: of one, of those on the path of an API, or, where neither is named, of all of the tenant's. */
export interface MarksOf {
  policy?: string
  contract?: string
}

/** So many fields are named in a mark, and so much of each value. */
const NAMED = 3
const LONGEST = 60

/** Who did what to which policy, and what it changed. */
function sentenceOf(change: AuditEntry): string {
  const sentence = m.traffic_mark({
    policy: plainName(change.resource_name),
    action: actionLabel(change.action),
    actor: plainName(change.actor_name || change.actor),
  })
  const what = whatChanged(change)
  return what === '' ? sentence : m.traffic_mark_what({ sentence, what })
}

function whatChanged(change: AuditEntry): string {
  const target = boundTarget(change)
  if (target !== undefined) return plainName(target)
  if (change.before === null || change.after === null) return ''
  const fields = recordedDiff(change)
  const named = fields.slice(0, NAMED).map(({ pointer, before, after }) => {
    const [from, to] = [before, after].map((value) => short(pointer, value))
    return `${fieldName(pointer)} ${from} → ${to}`
  })
  return [...named, ...(fields.length > NAMED ? ['…'] : [])].join(', ')
}

function short(pointer: string, value: unknown): string {
  const text = plainName(shownValue(pointer, value, m.editor_diff_secret()) ?? '–')
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text
}

const noMarks: readonly ChartMark[] = []

/**
 * @returns in order; none for whoever may not read the audit trail, and none when it does not answer: the chart is worth drawing
 * without them
 */
export function useMarks(
  question: Pick<TrafficQuestion, 'tenant' | 'range' | 'refresh'>,
  { policy, contract }: MarksOf,
): readonly ChartMark[] {
  const mayRead = useCan('audit:read')
  const { data: changes } = useQuery({
    ...policyChanges.inRange(question, policy),
    enabled: mayRead,
  })
  const { data: effective } = useQuery({
    ...policies.effective(question.tenant, contract ?? ''),
    enabled: mayRead && contract !== undefined,
  })
  return useMemo(() => {
    if (!changes || (contract !== undefined && !effective)) return noMarks
    const onPath = new Set(
      effective?.types.flatMap(({ values }) =>
        values.flatMap(({ winner, losers }) => [winner, ...losers].map((one) => one.policy_id)),
      ),
    )
    return changes
      .filter((change) => contract === undefined || concerns(change, contract, onPath))
      .map((change) => ({
        id: change.id,
        at: Date.parse(change.at) / 1000,
        label: sentenceOf(change),
      }))
      .toReversed()
  }, [changes, effective, contract])
}
