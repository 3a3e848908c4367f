import { MergeView, unifiedMergeView } from '@codemirror/merge'
import { EditorState } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import { useEffect, useRef, useState } from 'react'
import type { Notation } from '~/domain/code-text'
import { m } from '~/i18n/gen/messages'
import { readingExtensions, shadowOf } from './code-view'
import type { DiffViewProps } from './DiffView'

/** From this width on, in px, two texts stand side by side. */
const WIDE = 760
const shared = {
  collapseUnchanged: { margin: 3, minSize: 6 },
  // Long texts are compared coarsely rather than slowly.
  diffConfig: { scanLimit: 500, timeout: 300 },
}

/** The comparison itself; `DiffView` brings it when it is needed. */
export function MountedDiff({ label, language, before, after }: DiffViewProps) {
  const host = useRef<HTMLDivElement>(null)
  const isWide = useIsWide(host)
  useEffect(() => {
    if (host.current === null || isWide === undefined) return undefined
    const texts = { label, language, before, after }
    const view = (isWide ? sideBySide : oneColumn)(shadowOf(host.current), texts)
    return () => view.destroy()
  }, [isWide, label, language, before, after])
  return (
    <div
      ref={host}
      data-editor={label}
      className="max-h-[min(60dvh,34rem)] min-h-16 min-w-0 overflow-auto rounded-md border border-line"
    />
  )
}

/** @returns undefined until it was measured */
function useIsWide(host: { current: HTMLElement | null }): boolean | undefined {
  const [isWide, setIsWide] = useState<boolean>()
  useEffect(() => {
    if (host.current === null) return undefined
    const observer = new ResizeObserver(([entry]) =>
      setIsWide((entry?.contentRect.width ?? 0) >= WIDE),
    )
    observer.observe(host.current)
    return () => observer.disconnect()
  }, [host])
  return isWide
}

const reading = (language: Notation, label: string) => [
  EditorState.readOnly.of(true),
  readingExtensions(language, label),
]

function sideBySide(root: ShadowRoot, { label, language, before, after }: DiffViewProps) {
  return new MergeView({
    ...shared,
    root,
    parent: root,
    a: { doc: before, extensions: reading(language, m.editor_before({ label })) },
    b: { doc: after, extensions: reading(language, m.editor_after({ label })) },
  })
}

function oneColumn(root: ShadowRoot, { label, language, before, after }: DiffViewProps) {
  return new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: after,
      extensions: [
        reading(language, label),
        unifiedMergeView({ ...shared, original: before, mergeControls: false }),
      ],
    }),
  })
}
