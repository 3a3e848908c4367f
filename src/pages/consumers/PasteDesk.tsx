import SearchIcon from 'lucide-react/icons/search'
import { type FormEvent, useId, useRef, useState } from 'react'

import { questionOf } from '~/api/lookup'
import { Fault, idsOf, inputStyle } from '~/components/form/Field'
import { Button } from '~/components/ui/Button'
import { type LookupQuestion, type Pasted, PREFIX_LENGTH, readPasted } from '~/domain/lookup'
import { useHandedOver } from '~/features/lookup-hand-over'
import { m } from '~/i18n/gen/messages'

/** What is looked up, without the key that was pasted. */
export interface Asked {
  question: LookupQuestion
  /** First characters of the key that was asked for, as many as are shown everywhere. */
  prefix: string | undefined
  /** What it is, in words. */
  words: string
  notice: string | undefined
}

/** Takes what somebody pastes. It stays in the box until it is asked, and nowhere afterwards. */
export function PasteDesk({ onAsk }: { onAsk: (asked: Asked | undefined) => void }) {
  const id = useId()
  const [fault, setFault] = useState<string>()
  const input = useRef<HTMLInputElement>(null)
  // What was pasted into the command palette is asked at once.
  useHandedOver((text) => {
    if (input.current === null) return
    input.current.value = text
    input.current.form?.requestSubmit()
  })
  const ask = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    const text = new FormData(form).get('pasted')
    const pasted = readPasted(typeof text === 'string' ? text : '')
    const question = await questionOf(pasted)
    setFault(question === undefined ? faultOf(pasted) : undefined)
    onAsk(
      question && {
        question,
        prefix: prefixOf(pasted),
        words: wordsOf(pasted),
        notice: noticeOf(pasted),
      },
    )
    form.reset()
  }
  return (
    <form onSubmit={(event) => void ask(event)} className="flex max-w-[46rem] flex-col gap-1">
      <label htmlFor={id} className="w-fit font-medium">
        {m.desk_field()}
      </label>
      <div className="flex gap-2">
        <input
          ref={input}
          id={id}
          name="pasted"
          type="text"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          data-1p-ignore
          data-lpignore="true"
          aria-invalid={fault === undefined ? undefined : true}
          aria-describedby={idsOf(`${id}-hint`, fault !== undefined && `${id}-error`)}
          className={`${inputStyle} min-w-0 flex-1 font-mono text-sm`}
        />
        <Button type="submit" variant="primary" icon={SearchIcon}>
          {m.desk_find()}
        </Button>
      </div>
      {fault !== undefined && <Fault id={`${id}-error`}>{fault}</Fault>}
      <p id={`${id}-hint`} className="text-sm text-muted">
        {m.desk_hint()}
      </p>
    </form>
  )
}

function prefixOf(pasted: Pasted): string | undefined {
  if (pasted.kind === 'key') return pasted.key.slice(0, PREFIX_LENGTH)
  const isWhole = pasted.kind === 'prefix' && pasted.prefix.length === PREFIX_LENGTH
  return isWhole ? pasted.prefix : undefined
}

function wordsOf(pasted: Pasted): string {
  switch (pasted.kind) {
    case 'key':
      return m.desk_asked_key({ prefix: pasted.key.slice(0, PREFIX_LENGTH) })
    case 'prefix':
      return m.desk_asked_prefix({ prefix: pasted.prefix })
    case 'email':
      return pasted.email
    case 'request':
      return m.desk_asked_request({ id: pasted.requestId })
    default:
      return ''
  }
}

const noticeOf = (pasted: Pasted) =>
  pasted.kind === 'prefix' && pasted.isCut ? m.desk_cut() : undefined

function faultOf({ kind }: Pasted): string {
  if (kind === 'key') return m.desk_no_hash()
  return kind === 'malformed' ? m.desk_malformed() : m.desk_unreadable()
}
