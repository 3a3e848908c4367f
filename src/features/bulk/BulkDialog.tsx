import { useId, useState, useSyncExternalStore } from 'react'

import { inputStyle } from '~/components/form/Field'
import { FailureNote } from '~/components/state/FailureNote'
import { Button } from '~/components/ui/Button'
import { Dialog } from '~/components/ui/Dialog'
import { ProgressBar } from '~/components/ui/ProgressBar'
import { formatNumber } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

import type { BulkRun } from './bulk-run'
import { BulkResults } from './BulkResults'

interface Props<Row> {
  run: BulkRun<Row>
  /** How many are expected, before they have been read. */
  expected: number
  title: (count: number) => string
  confirmLabel: string
  isDangerous: boolean
  /** Nothing is begun before somebody has said why. */
  isReasonRequired?: boolean
  /** Which of those who are meant can be changed at all. */
  isPossible: (row: Row) => boolean
  /** What will happen to these, in numbers: a sentence each. */
  consequencesOf: (rows: readonly Row[]) => readonly string[]
  nameOf: (row: Row) => string
  onClose: () => void
}

/** Asks before many rows are changed, shows how far it has come, and tells the result of each. */
export function BulkDialog<Row>(props: Props<Row>) {
  const { run, onClose } = props
  const { stage, rows } = useSyncExternalStore(run.subscribe, run.snapshot)
  const [reason, setReason] = useState('')
  const possible = stage === 'ready' ? rows.filter(props.isPossible) : rows
  const close = () => {
    run.stop()
    if (stage !== 'running') onClose()
  }
  return (
    <Dialog
      role="alertdialog"
      size={stage === 'ended' ? 'md' : 'sm'}
      title={props.title(stage === 'reading' ? props.expected : possible.length)}
      onClose={close}
      footer={
        <Buttons
          {...props}
          possible={possible}
          reason={reason.trim() === '' ? undefined : reason}
          onClose={close}
        />
      }
    >
      <div className="flex flex-col gap-3">
        <Progress run={run} expected={props.expected} />
        {stage === 'ready' && (
          <Question {...props} possible={possible} reason={reason} onReason={setReason} />
        )}
        {stage === 'ended' && <BulkResults run={run} nameOf={props.nameOf} />}
      </div>
    </Dialog>
  )
}

function Buttons<Row>({
  run,
  confirmLabel,
  isDangerous,
  isReasonRequired = false,
  possible,
  reason,
  onClose,
}: Props<Row> & { possible: readonly Row[]; reason: string | undefined }) {
  const { stage, rows } = run.snapshot()
  const again = (state: 'failed' | 'left') =>
    rows.filter((row) => run.outcomeOf(row).state === state)
  if (stage === 'running') return <Button onClick={() => run.stop()}>{m.bulk_stop()}</Button>
  if (stage === 'ended') {
    const [failed, left] = [again('failed'), again('left')]
    return (
      <>
        {left.length > 0 && (
          <Button onClick={() => void run.start(left, reason)}>
            {m.bulk_go_on({ count: left.length, shown: formatNumber(left.length) })}
          </Button>
        )}
        {failed.length > 0 && (
          <Button onClick={() => void run.start(failed, reason)}>
            {m.bulk_retry({ count: failed.length, shown: formatNumber(failed.length) })}
          </Button>
        )}
        <Button variant="primary" onClick={onClose} data-first-stop>
          {m.kit_close()}
        </Button>
      </>
    )
  }
  return (
    <>
      <Button variant="ghost" onClick={onClose} data-first-stop>
        {m.kit_cancel()}
      </Button>
      {stage === 'unread' ? (
        <Button onClick={() => void run.prepare()}>{m.kit_retry()}</Button>
      ) : (
        <Button
          variant={isDangerous ? 'danger' : 'primary'}
          disabled={
            stage !== 'ready' || possible.length === 0 || (isReasonRequired && reason === undefined)
          }
          onClick={() => void run.start(possible, reason)}
        >
          {confirmLabel}
        </Button>
      )}
    </>
  )
}

function Progress<Row>({ run, expected }: { run: BulkRun<Row>; expected: number }) {
  const { stage, read, error, rows, done, failed } = run.snapshot()
  if (stage === 'unread' && error !== undefined)
    return <FailureNote failure={error} next={m.bulk_reading_failed()} />
  if (stage !== 'reading' && stage !== 'running') return null
  const isReading = stage === 'reading'
  const [count, total] = isReading ? [read, expected] : [done + failed, rows.length]
  const words = { done: formatNumber(count), total: formatNumber(total) }
  const text = isReading
    ? m.bulk_reading({ read: words.done, total: words.total })
    : m.bulk_running(words)
  return (
    <>
      <p className="tabular-nums">{text}</p>
      <ProgressBar label={text} done={count} total={total} />
    </>
  )
}

function Question<Row>({
  run,
  possible,
  consequencesOf,
  isReasonRequired = false,
  reason,
  onReason,
}: Props<Row> & {
  possible: readonly Row[]
  reason: string
  onReason: (reason: string) => void
}) {
  const id = useId()
  const leftOut = run.snapshot().rows.length - possible.length
  if (possible.length === 0) return <p>{m.bulk_nothing()}</p>
  return (
    <>
      {consequencesOf(possible).map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      {leftOut > 0 && (
        <p className="text-muted">
          {m.bulk_left_out({ count: leftOut, shown: formatNumber(leftOut) })}
        </p>
      )}
      <div className="flex flex-col gap-1">
        <label htmlFor={id} className="font-medium">
          {m.bulk_reason()}{' '}
          {!isReasonRequired && (
            <span className="text-sm font-normal text-faint">{m.kit_optional()}</span>
          )}
        </label>
        <textarea
          id={id}
          rows={2}
          maxLength={1000}
          value={reason}
          aria-describedby={`${id}-hint`}
          onChange={(event) => onReason(event.target.value)}
          className={inputStyle}
        />
        <p id={`${id}-hint`} className="text-sm text-muted">
          {m.bulk_reason_hint()}
        </p>
      </div>
    </>
  )
}
