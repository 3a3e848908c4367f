import { useState } from 'react'

import { forgetCalls, type PastCall, type TypedCall } from '~/api/past-calls'
import { Badge } from '~/components/ui/Badge'
import { Button } from '~/components/ui/Button'
import { Name } from '~/components/ui/Name'
import { explain } from '~/domain/verdict'
import { formatClock, formatDuration, formatNumber } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

import { CompareCalls } from './CompareCalls'
import type { Sentence } from './verdict-words'

interface Props {
  api: string
  /** The latest first. */
  calls: readonly PastCall[]
  sentence: Sentence
  onShow: (id: number) => void
  onRepeat: (typed: TypedCall) => void
}

/** What was called in this session: to look at again, to repeat, and two of them to compare. */
export function CallHistory({ api, calls, sentence, onShow, onRepeat }: Props) {
  const [chosen, choose] = useState<readonly number[]>([])
  if (calls.length === 0) return null
  const compared = calls.filter(({ id }) => chosen.includes(id))
  const [later, earlier] = compared
  const toggle = (id: number) =>
    choose(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id].slice(-2))
  return (
    <details className="mt-2 rounded-md border border-line px-3 py-2">
      <summary className="cursor-pointer font-medium">
        {m.call_history({ count: formatNumber(calls.length) })}
      </summary>
      <div className="mt-2 flex flex-col gap-3">
        <p className="text-sm text-muted">{m.call_history_about()}</p>
        <ol className="flex flex-col" aria-label={m.call_history_list()}>
          {calls.map((call) => (
            <Entry
              key={call.id}
              call={call}
              isChosen={chosen.includes(call.id)}
              onChoose={() => toggle(call.id)}
              onShow={() => onShow(call.id)}
              onRepeat={() => onRepeat(call.typed)}
            />
          ))}
        </ol>
        <div>
          <Button size="sm" onClick={() => forgetCalls(api)}>
            {m.call_history_clear()}
          </Button>
        </div>
        {earlier && later && <CompareCalls earlier={earlier} later={later} sentence={sentence} />}
      </div>
    </details>
  )
}

interface EntryProps {
  call: PastCall
  isChosen: boolean
  onChoose: () => void
  onShow: () => void
  onRepeat: () => void
}

function Entry({ call, isChosen, onChoose, onShow, onRepeat }: EntryProps) {
  const { request, answer } = call
  const time = formatClock(answer.receivedAt, { seconds: true })
  const name = `${request.method} ${request.path}, ${time}`
  const isOk = explain(answer).verdict === 'ok'
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 border-t border-line py-1.5 text-sm">
      <input
        type="checkbox"
        aria-label={m.call_history_compare({ name })}
        checked={isChosen}
        onChange={onChoose}
      />
      <Badge tone={isOk ? 'ok' : 'bad'}>{answer.status === 0 ? '3xx' : answer.status}</Badge>
      <span className="min-w-0 flex-1 basis-40 font-mono [overflow-wrap:anywhere]">
        {request.method} <Name value={request.path} />
      </span>
      <span className="text-muted tabular-nums">{formatDuration(answer.durationMs)}</span>
      <span className="text-muted tabular-nums">{time}</span>
      <span className="flex gap-1">
        <Button
          size="sm"
          variant="ghost"
          aria-label={m.call_history_show_of({ name })}
          onClick={onShow}
        >
          {m.call_history_show()}
        </Button>
        <Button
          size="sm"
          variant="ghost"
          aria-label={m.call_history_repeat_of({ name })}
          onClick={onRepeat}
        >
          {m.call_history_repeat()}
        </Button>
      </span>
    </li>
  )
}
