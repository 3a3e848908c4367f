import SearchIcon from 'lucide-react/icons/search'
import CloseIcon from 'lucide-react/icons/x'
import { useEffect, useId, useRef, useState } from 'react'
import { m } from '~/i18n/gen/messages'
import { Button } from '../ui/Button'

interface Props {
  /** What is searched now, from the URL. */
  value: string
  /** Called when the typing has paused, or at once on Enter and on clearing. */
  onChange: (value: string) => void
  label: string
  placeholder?: string
}

/** As short as lets most people reach their next letter: a search that is overtaken is cancelled. */
const pauseMs = 150

/** A search over the server's rows. It keeps what is being typed to itself until the typing pauses. */
export function SearchBox({ value, onChange, label, placeholder }: Props) {
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const { typed, type, ask } = usePausedTyping(value, onChange)
  const clear = () => {
    ask('')
    input.current?.focus()
  }

  return (
    <search className="relative w-full max-w-80 min-w-44 flex-1" data-print="never">
      <label htmlFor={id} className="sr-only">
        {label}
      </label>
      <SearchIcon aria-hidden size={15} className="absolute top-2 left-2.5 text-faint" />
      <input
        ref={input}
        id={id}
        type="search"
        value={typed}
        placeholder={placeholder ?? label}
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
        onChange={(event) => type(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') ask(typed)
          if (event.key === 'Escape' && typed !== '') {
            event.preventDefault()
            clear()
          }
        }}
        className="h-8 w-full rounded-md border border-edge/60 bg-surface pr-8 pl-8 [&::-webkit-search-cancel-button]:hidden"
      />
      {typed !== '' && (
        <span className="absolute top-0.5 right-0.5">
          <Button
            variant="ghost"
            size="sm"
            icon={CloseIcon}
            iconOnly
            aria-label={m.kit_search_clear()}
            onClick={clear}
          />
        </span>
      )}
    </search>
  )
}

/** Text that is known here at once, and elsewhere when the typing has paused. */
function usePausedTyping(value: string, onChange: (value: string) => void) {
  const [typed, setTyped] = useState(value)
  const asked = useRef(value)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  // The URL changed without us: Back, or a link that clears the filters.
  useEffect(() => {
    if (value === asked.current) return
    asked.current = value
    setTyped(value)
  }, [value])
  useEffect(() => () => clearTimeout(timer.current), [])
  // While the typing pauses another filter may be chosen: what is told then builds on that, not on what was when it was typed.
  const tell = useRef(onChange)
  useEffect(() => {
    tell.current = onChange
  }, [onChange])

  const ask = (text: string) => {
    clearTimeout(timer.current)
    setTyped(text)
    if (text === asked.current) return
    asked.current = text
    tell.current(text)
  }
  const type = (text: string) => {
    setTyped(text)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => ask(text), pauseMs)
  }
  return { typed, type, ask }
}
