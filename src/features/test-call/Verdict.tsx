import CheckIcon from 'lucide-react/icons/circle-check'
import AlertIcon from 'lucide-react/icons/circle-alert'

import type { PastCall } from '~/api/past-calls'
import { Button } from '~/components/ui/Button'
import { Name } from '~/components/ui/Name'
import { filledPath, nearest } from '~/domain/nearest'
import { operationsOf } from '~/domain/openapi/operations'
import { explain } from '~/domain/verdict'
import { m } from '~/i18n/gen/messages'

import { Again } from './Again'
import type { CalledApi, Mend } from './called-api'
import type { Sentence } from './verdict-words'

interface Props {
  api: CalledApi
  call: PastCall
  Mend: Mend
  sentence: Sentence
  /** What the API says about its operations. */
  document: unknown
  onAgain: () => void
  onPath: (path: string) => void
}

/** In one sentence what an answer means, what the gateway itself says, and the next step. */
export function Verdict({ api, call, Mend, sentence, document, onAgain, onPath }: Props) {
  const { answer } = call
  const explained = explain(answer)
  const { verdict, detail, retryAfterSeconds } = explained
  const isOk = verdict === 'ok'
  const Icon = isOk ? CheckIcon : AlertIcon
  const isLimit = verdict === 'limited' || verdict === 'quota'
  const says =
    verdict === 'gateway_down' || verdict === 'console_says_no'
      ? m.call_console_says()
      : m.call_says()
  return (
    <>
      <div className="flex gap-2">
        <Icon
          aria-hidden
          size={16}
          className={`mt-0.5 shrink-0 ${isOk ? 'text-ok' : 'text-bad'}`}
        />
        <div className="min-w-0">
          <p>{sentence(explained, { status: answer.status, timeout: api.timeout })}</p>
          {detail !== undefined && (
            <p className="text-muted">
              {says} <Name value={detail} />
            </p>
          )}
        </div>
      </div>
      {isLimit && retryAfterSeconds !== undefined && (
        <Again key={call.id} at={answer.receivedAt + retryAfterSeconds * 1000} onAgain={onAgain} />
      )}
      {answer.status === 404 && verdict !== 'route_unknown' && (
        <NearestOperation call={call} base={api.base} document={document} onPath={onPath} />
      )}
      <div className="flex flex-wrap gap-2">
        {verdict === 'gateway_down' && (
          <Button size="sm" onClick={onAgain}>
            {m.call_again()}
          </Button>
        )}
        <Mend api={api} call={call} />
      </div>
    </>
  )
}

interface NearestProps {
  call: PastCall
  base: string
  document: unknown
  onPath: (path: string) => void
}

/** Of the API's own operations the one that was most likely meant. */
function NearestOperation({ call, base, document, onPath }: NearestProps) {
  const asked = call.request.path.slice(base.length).replace(/\?.*$/s, '')
  const targets = operationsOf(document).map(({ path }) => filledPath(path, asked))
  // One that fits is there: the backend's 404 is about what it was asked for, not about the path.
  const found = targets.includes(asked) ? undefined : nearest(asked, targets)
  if (found === undefined) return null
  return (
    <div className="flex flex-wrap items-center gap-2">
      <span>{m.call_nearest()}</span>
      <Button size="sm" onClick={() => onPath(found)}>
        <span className="font-mono">
          <Name value={found} />
        </span>
      </Button>
    </div>
  )
}
