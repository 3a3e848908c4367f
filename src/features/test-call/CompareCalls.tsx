import type { PastCall } from '~/api/past-calls'
import { FieldDiff } from '~/components/diff/FieldDiff'
import { DiffView } from '~/components/editor/DiffView'
import { prettyJson } from '~/domain/call'
import { fieldDiff } from '~/domain/field-diff'
import { explain } from '~/domain/verdict'
import { formatBytes, formatClock, formatDuration } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

import type { Sentence } from './verdict-words'

interface Props {
  earlier: PastCall
  later: PastCall
  sentence: Sentence
}

/** Differ with every call and say nothing about it. */
const always = new Set(['date', 'x-request-id'])

/** Two calls side by side: what was asked, what came and how long it took, the headers, and the bodies line by line. */
export function CompareCalls({ earlier, later, sentence }: Props) {
  const bodies = [earlier, later].map(({ answer }) => prettyJson(answer.body) ?? answer.body)
  const [before = '', after = ''] = bodies
  const isJson = [earlier, later].every(({ answer }) => prettyJson(answer.body) !== undefined)
  return (
    <section aria-label={m.call_compare()} className="flex flex-col gap-3">
      <h3 className="text-sm font-medium">
        {m.call_compare_of({
          earlier: formatClock(earlier.answer.receivedAt, { seconds: true }),
          later: formatClock(later.answer.receivedAt, { seconds: true }),
        })}
      </h3>
      <FieldDiff
        changes={fieldDiff(factsOf(earlier, sentence), factsOf(later, sentence))}
        labelOf={labelOf}
      />
      {before === after ? (
        <p className="text-sm text-muted">{m.call_compare_same_body()}</p>
      ) : (
        <DiffView
          label={m.call_compare_bodies()}
          language={isJson ? 'json' : 'yaml'}
          before={before}
          after={after}
        />
      )}
    </section>
  )
}

const names: Record<string, () => string> = {
  '/request': m.call_compare_request,
  '/status': m.call_compare_status,
  '/time': m.call_compare_time,
  '/size': m.call_compare_size,
  '/verdict': m.call_compare_verdict,
}

const labelOf = (pointer: string): string | undefined => names[pointer]?.()

function factsOf({ request, answer }: PastCall, sentence: Sentence): Record<string, unknown> {
  return {
    request: `${request.method} ${request.path}`,
    status: answer.status,
    time: formatDuration(answer.durationMs),
    size: formatBytes(answer.size),
    verdict: sentence(explain(answer), { status: answer.status, timeout: undefined }),
    header: Object.fromEntries(answer.headers.filter(([name]) => !always.has(name))),
  }
}
