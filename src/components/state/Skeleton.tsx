import { clsx } from 'clsx'
import { m } from '~/i18n/gen/messages'

interface Props {
  /** What takes its place: so many lines of text, a chart, or a block as high as the caller says. */
  kind?: 'lines' | 'block' | 'chart'
  lines?: number
}

const widths = ['w-full', 'w-11/12', 'w-4/5', 'w-full', 'w-3/4']

/** Keeps the place of what is being loaded. Read out once as "Loading". */
export function Skeleton({ kind = 'lines', lines = 3 }: Props) {
  return (
    <output aria-label={m.kit_loading()} className="flex w-full flex-col gap-2.5 py-1">
      {kind === 'lines' ? (
        Array.from({ length: lines }, (_, line) => (
          <span key={line} className={clsx('skeleton h-3.5', widths[line % widths.length])} />
        ))
      ) : (
        <span className={clsx('skeleton w-full', kind === 'chart' ? 'h-56' : 'h-16')} />
      )}
    </output>
  )
}
