import QueryIcon from 'lucide-react/icons/info'
import { use, useId, useState } from 'react'
import type { Question } from '~/domain/reading'
import { formatDuration, formatInstant } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'
import { Button } from '../ui/Button'
import { Code } from '../ui/Code'
import { LinkButton } from '../ui/LinkButton'
import { useFloating } from '../ui/use-floating'
import { AskElsewhereContext } from './ask-elsewhere'

interface Props {
  question: Question
  /** What was measured. */
  label: string
  /** Time of the sample, in milliseconds since 1970. */
  sampledAt?: number
}

/** A longer one does not fit into the contract's question. */
const LONGEST = 8192

/** The PromQL behind a number, on demand, with its range and step: what a person needs to ask again by hand. */
export function QuestionPopover({ question, label, sampledAt }: Props) {
  const [isOpen, setIsOpen] = useState(false)
  const { anchor, box } = useFloating<HTMLFieldSetElement>(isOpen, () => setIsOpen(false), 'end')
  const askElsewhere = use(AskElsewhereContext)
  const id = useId()
  const facts = [
    question.rangeSeconds !== undefined &&
      m.kit_reading_range({ range: formatDuration(question.rangeSeconds * 1000) }),
    question.stepSeconds !== undefined &&
      m.kit_reading_step({ step: formatDuration(question.stepSeconds * 1000) }),
    sampledAt !== undefined && m.kit_reading_sampled({ at: formatInstant(sampledAt) }),
  ].filter((fact) => fact !== false)
  return (
    <>
      <Button
        ref={anchor}
        variant="ghost"
        size="sm"
        icon={QueryIcon}
        iconOnly
        aria-label={m.kit_reading_query_of({ label })}
        title={m.kit_reading_query()}
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        onClick={() => setIsOpen(!isOpen)}
      />
      {isOpen && (
        <fieldset
          ref={box}
          id={id}
          aria-label={m.kit_reading_query_of({ label })}
          className="fixed z-30 w-[min(32rem,calc(100vw-1rem))] rounded-lg border border-line bg-raised p-3 text-left text-base font-normal shadow-pop"
        >
          <p className="mb-2 font-medium">{m.kit_reading_promql()}</p>
          <Code label={m.kit_reading_copy()}>{question.query}</Code>
          {question.derivation !== undefined && (
            <p className="mt-2 text-sm">{question.derivation}</p>
          )}
          {facts.length > 0 && <p className="mt-2 text-sm text-muted">{facts.join(' · ')}</p>}
          {askElsewhere !== undefined && question.query.length <= LONGEST && (
            <p className="mt-2">
              <LinkButton size="sm" to={askElsewhere(question.query)}>
                {m.kit_reading_explore()}
              </LinkButton>
            </p>
          )}
          {question.answer !== undefined && <Answer answer={question.answer} />}
        </fieldset>
      )}
    </>
  )
}

/** The answer as it came, written out only when it is asked for: it can be long. */
function Answer({ answer }: { answer: unknown }) {
  const [isShown, setIsShown] = useState(false)
  return (
    <details className="mt-2 text-sm" onToggle={(event) => setIsShown(event.currentTarget.open)}>
      <summary className="text-accent">{m.charts_answer()}</summary>
      {isShown && (
        <div className="mt-1 max-h-60 overflow-auto">
          <Code label={m.charts_answer()}>{JSON.stringify(answer, null, 1)}</Code>
        </div>
      )}
    </details>
  )
}
