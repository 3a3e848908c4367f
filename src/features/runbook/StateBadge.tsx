import PassIcon from 'lucide-react/icons/circle-check'
import WaitingIcon from 'lucide-react/icons/circle-dashed'
import UnknownIcon from 'lucide-react/icons/circle-question-mark'
import FailIcon from 'lucide-react/icons/circle-x'
import AttestedIcon from 'lucide-react/icons/user-check'

import { Badge, type Tone } from '~/components/ui/Badge'
import type { StepState } from '~/domain/runbook/step'

import { stateWord } from './words'

export const stateLooks = {
  pass: { icon: PassIcon, tone: 'ok', color: 'text-ok' },
  fail: { icon: FailIcon, tone: 'bad', color: 'text-bad' },
  unknown: { icon: UnknownIcon, tone: 'warn', color: 'text-warn' },
  waiting: { icon: WaitingIcon, tone: 'neutral', color: 'text-muted' },
  attested: { icon: AttestedIcon, tone: 'info', color: 'text-info' },
} as const satisfies Record<StepState, { icon: unknown; tone: Tone; color: string }>

/** A step's state in a word, a colour and a sign. */
export function StateBadge({ state }: { state: StepState }) {
  const { icon, tone } = stateLooks[state]
  return (
    <Badge tone={tone} icon={icon}>
      {stateWord(state)}
    </Badge>
  )
}
