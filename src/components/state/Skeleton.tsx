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
    <div role="status" aria-label={m.kit_loading()} className="w-full">
      {kind === 'lines' ? (
        <div className="flex flex-col gap-2.5 py-1">
          {Array.from({ length: lines }, (_, line) => (
            <div key={line} className={clsx('skeleton h-3.5', widths[line % widths.length])} />
          ))}
        </div>
      ) : (
        <div className={clsx('skeleton w-full', kind === 'chart' ? 'h-56' : 'h-16')} />
      )}
    </div>
  )
}
