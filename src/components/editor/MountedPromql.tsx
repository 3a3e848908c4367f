import { useEffect } from 'react'
import { m } from '~/i18n/gen/messages'
import { createPromqlEditor } from './promql-view'
import type { PromqlEditorProps } from './PromqlEditor'
import { useEditorView } from './use-editor-view'

/** The editor itself; `PromqlEditor` brings it when it is needed. */
export function MountedPromql(props: PromqlEditorProps) {
  const { label, value, source, goTo } = props
  const { host, view } = useEditorView(value, props, (element, told) =>
    createPromqlEditor(element, {
      label,
      description: m.editor_promql_keys(),
      value,
      source,
      ...told,
    }),
  )

  useEffect(() => {
    const editor = view.current
    if (goTo === undefined || editor === null) return
    const anchor = Math.min(Math.max(goTo.at, 0), editor.state.doc.length)
    editor.dispatch({ selection: { anchor }, scrollIntoView: true })
    editor.focus()
  }, [goTo, view])

  return (
    <div className="flex min-w-0 flex-col gap-1">
      <div
        ref={host}
        data-editor={label}
        onKeyDown={(event) => {
          if (event.key === 'Escape') event.preventDefault()
        }}
        role="presentation"
        className="min-h-16 min-w-0 rounded-md border border-edge"
      />
      <p className="text-sm text-faint">{m.editor_promql_keys()}</p>
    </div>
  )
}
