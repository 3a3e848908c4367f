import { lazy, Suspense } from 'react'
import { m } from '~/i18n/gen/messages'
import type { MetricsSource } from './promql-view'

export interface PromqlEditorProps {
  /** Its accessible name. */
  label: string
  value: string
  onChange: (text: string) => void
  /** Control-Enter or Shift-Enter was pressed over this text. */
  onRun: (text: string) => void
  source: MetricsSource
  /** Where the cursor is to be put: an offset, of a fault for instance; a new object is a new wish. */
  goTo?: { at: number } | undefined
}

// The editor and the grammar of PromQL come when there is something to write.
const MountedPromql = lazy(() =>
  import('./MountedPromql').then((module) => ({ default: module.MountedPromql })),
)

/** An expression of PromQL with completion and lint. Escape closes what is offered; Tab takes it, or leaves. */
export function PromqlEditor(props: PromqlEditorProps) {
  return (
    <Suspense fallback={<Waiting {...props} />}>
      <MountedPromql {...props} />
    </Suspense>
  )
}

function Waiting({ label, value }: PromqlEditorProps) {
  return (
    <div aria-busy="true" className="min-h-16 rounded-md border border-edge">
      <span className="sr-only">{m.editor_loading({ label })}</span>
      <pre className="p-3 text-sm text-muted">{value}</pre>
    </div>
  )
}
