import { lazy, Suspense } from 'react'
import type { Notation } from '~/domain/code-text'

export interface DiffViewProps {
  /** Its accessible name. */
  label: string
  language: Notation
  before: string
  after: string
}

const MountedDiff = lazy(() =>
  import('./MountedDiff').then((module) => ({ default: module.MountedDiff })),
)

/** Two texts compared line by line: side by side where there is room, else one under the other; equal lines are folded. */
export function DiffView(props: DiffViewProps) {
  return (
    <Suspense fallback={<div aria-busy="true" className="skeleton h-40" />}>
      <MountedDiff {...props} />
    </Suspense>
  )
}
