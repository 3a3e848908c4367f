import type { CorsTried } from '~/api/cors-try'
import type { MeasuredAnswer } from '~/api/gateway'
import { FailureNote } from '~/components/state/FailureNote'
import { AnswerFacts } from '~/features/test-call/CallAnswer'
import { m } from '~/i18n/gen/messages'

/** What was sent, in order, and what came of it. */
export function CorsSteps({ tried }: { tried: CorsTried }) {
  const { report, preflight, failure, call, callFailure } = tried
  return (
    <ol className="flex flex-col gap-3">
      <li className="flex flex-col gap-1">
        <p className="font-medium">
          {report.isPreflighted ? m.labs_cors_step_preflight() : m.labs_cors_step_asked_anyway()}
        </p>
        <Answer answer={preflight} failure={failure} />
      </li>
      <li className="flex flex-col gap-1">
        <p className="font-medium">{m.labs_cors_step_call()}</p>
        {call === undefined && callFailure === undefined ? (
          <p className="text-muted">
            {report.verdict === 'unknown' ? m.labs_cors_not_tried() : m.labs_cors_not_sent()}
          </p>
        ) : (
          <Answer answer={call} failure={callFailure} />
        )}
        {call !== undefined && (
          <p className="max-w-[80ch] text-sm text-muted">
            {report.verdict === 'allowed' ? m.labs_cors_readable() : m.labs_cors_hidden()}
          </p>
        )}
      </li>
    </ol>
  )
}

interface AnswerProps {
  answer: MeasuredAnswer | undefined
  failure: CorsTried['failure']
}

function Answer({ answer, failure }: AnswerProps) {
  if (failure) return <FailureNote failure={failure} />
  return answer ? <AnswerFacts answer={answer} /> : null
}
