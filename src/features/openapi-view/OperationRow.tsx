import { type ReactNode, useEffect, useRef } from 'react'

import { Badge, type Tone } from '~/components/ui/Badge'
import { CopyButton } from '~/components/ui/CopyButton'
import { Name } from '~/components/ui/Name'
import type { OperationLine } from '~/domain/openapi/operations'
import { m } from '~/i18n/gen/messages'

import { OperationDetail } from './OperationDetail'

/** What stands in the address for it; longer paths are cut there as every text of an address is. */
export const keyOf = ({ method, path }: OperationLine): string => `${method} ${path}`.slice(0, 200)

const tones: Record<string, Tone> = {
  GET: 'info',
  POST: 'ok',
  DELETE: 'bad',
  PUT: 'warn',
  PATCH: 'warn',
}

interface Props {
  line: OperationLine
  document: unknown
  isOpen: boolean
  onToggle: (isOpen: boolean) => void
  tryLink: ReactNode
}

/** An operation; what lies behind it is worked out only while it is open. Out of sight it costs nothing to draw. */
export function OperationRow({ line, document, isOpen, onToggle, tryLink }: Props) {
  const row = useRef<HTMLLIElement>(null)
  const wasOpen = useRef(isOpen)
  useEffect(() => {
    // A link to it leads to it; opening it by hand moves nothing.
    if (wasOpen.current) row.current?.scrollIntoView({ block: 'start' })
  }, [])
  const { method, path, summary, isDeprecated } = line
  return (
    <li
      ref={row}
      className="scroll-mt-16 border-t border-line [contain-intrinsic-size:auto_2.5rem] first:border-t-0 [content-visibility:auto]"
    >
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={() => onToggle(!isOpen)}
        className="flex w-full flex-wrap items-baseline gap-x-2 px-3 py-2 text-left hover:bg-sunken focus-visible:-outline-offset-2"
      >
        <Badge tone={tones[method] ?? 'neutral'}>{method}</Badge>{' '}
        <code className="[overflow-wrap:anywhere]">
          <Name value={path} />
        </code>{' '}
        {isDeprecated && <Badge tone="warn">{m.openapi_deprecated()}</Badge>}{' '}
        <span className="text-muted">
          <Name value={summary} />
        </span>
      </button>
      {isOpen && (
        <div className="flex flex-col gap-3 border-t border-line px-3 py-3">
          <div className="flex flex-wrap items-center gap-2">
            {tryLink}
            <CopyButton value={linkTo(line)} label={m.openapi_view_link()} />
          </div>
          <OperationDetail document={document} method={method} path={path} />
        </div>
      )}
    </li>
  )
}

/** The address of this very operation, wherever it is shown. */
function linkTo(line: OperationLine): string {
  const address = new URL(window.location.href)
  address.searchParams.set('op', keyOf(line))
  return address.href
}
