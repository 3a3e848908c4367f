import AlertIcon from 'lucide-react/icons/circle-alert'
import { useId, type ReactNode } from 'react'
import { m } from '~/i18n/gen/messages'
import { Button } from '../ui/Button'
import { CopyButton } from '../ui/CopyButton'
import { failureWords, requestIdOf } from './failure-words'

interface Props {
  /** What was thrown: a Failure, or an error of ours. */
  failure: Error
  /** Asks again. Without it the reader has to do something else first. */
  onRetry?: (() => void) | undefined
  isRetrying?: boolean
  /** Said instead of the words of the failure's kind. */
  title?: string
  next?: ReactNode
  /** Other ways out, beside the retry. */
  actions?: ReactNode
}

/** A failure where it happened: its cause, the next step, the request id to hand on, and a way to ask again. */
export function FailureNote({ failure, onRetry, isRetrying = false, title, next, actions }: Props) {
  const words = failureWords(failure)
  const requestId = requestIdOf(failure)
  const titleId = useId()
  return (
    <div
      role="alert"
      aria-labelledby={titleId}
      className="flex gap-2.5 rounded-md border border-bad-line bg-bad-soft px-3 py-2.5"
    >
      <AlertIcon aria-hidden size={16} className="mt-0.5 shrink-0 text-bad" />
      <div className="flex min-w-0 flex-1 flex-col gap-1">
        <p id={titleId} className="font-medium text-bad">
          {title ?? words.title}
        </p>
        {words.cause !== '' && (
          <p className="max-h-40 overflow-y-auto [overflow-wrap:anywhere]">{words.cause}</p>
        )}
        <p className="text-muted">{next ?? words.next}</p>
        {requestId !== undefined && (
          <p className="flex flex-wrap items-center gap-1 text-xs text-muted">
            {m.kit_failure_request()} <code className="[overflow-wrap:anywhere]">{requestId}</code>
            <CopyButton value={requestId} label={m.kit_failure_copy()} />
          </p>
        )}
        {(onRetry !== undefined || actions !== undefined) && (
          <div className="mt-1 flex flex-wrap gap-2" data-print="never">
            {onRetry !== undefined && (
              <Button size="sm" pending={isRetrying} onClick={onRetry}>
                {m.kit_retry()}
              </Button>
            )}
            {actions}
          </div>
        )}
      </div>
    </div>
  )
}
