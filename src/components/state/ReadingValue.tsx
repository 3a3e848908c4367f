import { clsx } from 'clsx'
import EmptyIcon from 'lucide-react/icons/circle-dashed'
import OffIcon from 'lucide-react/icons/circle-slash'
import StaleIcon from 'lucide-react/icons/history'
import UnavailableIcon from 'lucide-react/icons/unplug'
import type { ReactNode } from 'react'
import type { Reading } from '~/domain/reading'
import { formatRelative } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'
import { useNow } from '../ui/use-now'
import { failureWords } from './failure-words'
import { QuestionPopover } from './QuestionPopover'

interface Props<T> {
  reading: Reading<T>
  /** The value in words: the only place where it becomes text. */
  format: (value: T) => ReactNode
  /** What is measured; names the button that shows the query. */
  label: string
  size?: 'md' | 'lg'
}

const sizes = { md: 'text-base', lg: 'text-2xl font-semibold tracking-tight tabular-nums' }

/**
 * A measured number, or why there is none: five states, five pictures that differ in words and shape as well as in
 * colour. Only `value` and `stale` hold a number, so nothing unmeasured can look like one.
 */
export function ReadingValue<T>({ reading, format, label, size = 'md' }: Props<T>) {
  return (
    <span data-reading={reading.state} className="inline-flex max-w-full items-center gap-1.5">
      <ReadingPicture reading={reading} format={format} size={size} />
      {reading.state !== 'off' && (
        <QuestionPopover
          question={reading.question}
          label={label}
          {...('sampledAt' in reading && { sampledAt: reading.sampledAt })}
        />
      )}
    </span>
  )
}

function ReadingPicture<T>({
  reading,
  format,
  size,
}: {
  reading: Reading<T>
  format: (value: T) => ReactNode
  size: 'md' | 'lg'
}) {
  switch (reading.state) {
    case 'value':
      return <span className={sizes[size]}>{format(reading.value)}</span>
    case 'stale':
      return (
        <span className="inline-flex flex-col items-start">
          <span
            className={clsx(
              sizes[size],
              'hatched rounded-sm border border-dashed border-warn-line px-1',
            )}
          >
            {format(reading.value)}
          </span>
          <StaleAge at={reading.sampledAt} />
        </span>
      )
    case 'empty':
      return (
        <Words icon={EmptyIcon} tone="text-faint" title={m.kit_reading_empty_why()}>
          {m.kit_reading_empty()}
        </Words>
      )
    case 'unavailable': {
      const words = failureWords(reading.failure)
      return (
        <Words icon={UnavailableIcon} tone="text-bad" title={`${words.title}. ${words.next}`}>
          {m.kit_reading_unavailable()}: {words.cause === '' ? words.title : words.cause}
        </Words>
      )
    }
    case 'off':
      return (
        <Words icon={OffIcon} tone="text-faint">
          {m.kit_reading_off()}: {reading.reason}
        </Words>
      )
    default:
      return reading satisfies never
  }
}

function StaleAge({ at }: { at: number }) {
  const now = useNow()
  return (
    <span className="inline-flex items-center gap-1 text-xs font-normal text-warn">
      <StaleIcon aria-hidden size={12} className="shrink-0" />
      {m.kit_reading_stale({ age: formatRelative(at, now) })}
    </span>
  )
}

interface WordsProps {
  icon: typeof EmptyIcon
  tone: string
  title?: string
  children: ReactNode
}

function Words({ icon: Icon, tone, title, children }: WordsProps) {
  return (
    <span title={title} className={clsx('inline-flex min-w-0 items-start gap-1.5 text-sm', tone)}>
      <Icon aria-hidden size={14} className="mt-1 shrink-0" />
      <span className="min-w-0 [overflow-wrap:anywhere]">{children}</span>
    </span>
  )
}
