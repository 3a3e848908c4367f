import { Name } from '~/components/ui/Name'
import type { DocumentFault } from '~/domain/openapi/fault'
import { limits } from '~/domain/openapi/limits'
import { formatNumber } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

import { faultWords } from './fault-words'

interface Props {
  /** For `aria-describedby` of the field that the document came from. */
  id: string
  faults: readonly DocumentFault[]
}

/** Why a document is not taken, fault by fault, each with its line and what stands there. */
export function DocumentFaults({ id, faults }: Props) {
  return (
    <div id={id} role="alert" className="rounded-md border border-bad-line bg-bad-soft px-3 py-2.5">
      <p className="font-medium text-bad">{m.openapi_refused()}</p>
      <ol className="mt-1 flex max-h-72 flex-col gap-2 overflow-y-auto">
        {faults.map((fault) => (
          <li key={`${fault.code} ${fault.pointer} ${fault.subject} ${fault.line}`}>
            <FaultLine fault={fault} />
          </li>
        ))}
      </ol>
      {faults.length >= limits.faults && (
        <p className="mt-1 text-muted">
          {m.openapi_refused_more({ count: formatNumber(limits.faults) })}
        </p>
      )}
    </div>
  )
}

function FaultLine({ fault }: { fault: DocumentFault }) {
  const { line, pointer, excerpt } = fault
  return (
    <>
      <p className="[overflow-wrap:anywhere]">
        {line !== undefined && (
          <strong className="font-medium">{m.openapi_line({ line: formatNumber(line) })} </strong>
        )}
        {faultWords(fault)}
      </p>
      {pointer !== '' && (
        <p className="font-mono text-xs text-muted [overflow-wrap:anywhere]">
          <Name value={pointer} />
        </p>
      )}
      {excerpt.trim() !== '' && (
        <p className="mt-0.5 overflow-x-auto rounded-sm border border-line bg-surface px-2 py-0.5 font-mono text-xs whitespace-pre">
          <Name value={excerpt} />
        </p>
      )}
    </>
  )
}
