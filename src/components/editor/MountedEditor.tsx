import AlertIcon from 'lucide-react/icons/circle-alert'
import { useDeferredValue, useEffect, useMemo } from 'react'
import { formatNumber } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'
import { createEditor, type EditorFault, goToLine, showFaults } from './code-view'
import type { CodeEditorProps, Reader } from './CodeEditor'
import { faultText } from './fault-words'
import { useEditorView } from './use-editor-view'

const none: readonly EditorFault[] = []

interface Props extends CodeEditorProps {
  read: Reader
}

/** The editor itself; `CodeEditor` brings it when it is needed, and makes another one for another label or language. */
export function MountedEditor(props: Props) {
  const { label, language, value, faults = none, readOnly = false } = props
  const shown = useFaults(props, faults)
  const { host, view } = useEditorView(value, props, (element, { onChange }) =>
    createEditor(element, {
      label,
      description: readOnly ? m.editor_keys_reading() : m.editor_keys(),
      language,
      value,
      readOnly,
      onChange,
    }),
  )

  useEffect(() => {
    if (view.current !== null) showFaults(view.current, shown)
  }, [shown, view])

  return (
    <div className="flex min-w-0 flex-col gap-1">
      <div
        ref={host}
        data-editor={label}
        // Escape belongs to the editor (leave its search, leave it by Tab), not to the dialog around it.
        onKeyDown={(event) => {
          if (event.key === 'Escape') event.preventDefault()
        }}
        role="presentation"
        className="min-w-0 overflow-hidden rounded-md border border-edge"
      />
      <FaultList faults={shown} onGo={(line) => view.current && goToLine(view.current, line)} />
      {!readOnly && <p className="text-sm text-faint">{m.editor_keys()}</p>}
    </div>
  )
}

/** The text's own fault first, then those that the owner knows of. */
function useFaults(
  { language, value, read }: Props,
  faults: readonly EditorFault[],
): readonly EditorFault[] {
  // Reading a long text takes its time: typing goes first.
  const text = useDeferredValue(value)
  const own = useMemo(() => read(language, text).fault, [read, language, text])
  return useMemo(
    () => (own ? [{ line: own.line, message: faultText(own) }, ...faults] : faults),
    [own, faults],
  )
}

interface ListProps {
  faults: readonly EditorFault[]
  onGo: (line: number) => void
}

function FaultList({ faults, onGo }: ListProps) {
  return (
    <ul
      aria-live="polite"
      aria-label={m.editor_faults()}
      className="flex flex-col gap-1 text-bad empty:hidden"
    >
      {faults.map(({ line, message }) => (
        <li key={`${line} ${message}`} className="flex items-start gap-1.5 text-sm">
          <AlertIcon aria-hidden size={14} className="mt-[3px] shrink-0" />
          <span className="min-w-0 [overflow-wrap:anywhere]">
            {line !== undefined && (
              <button
                type="button"
                className="font-medium underline underline-offset-2"
                onClick={() => onGo(line)}
              >
                {m.editor_line({ line: formatNumber(line) })}
              </button>
            )}{' '}
            {message}
          </span>
        </li>
      ))}
    </ul>
  )
}
