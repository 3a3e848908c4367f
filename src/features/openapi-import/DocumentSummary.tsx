import { Facts } from '~/components/ui/Facts'
import { Name } from '~/components/ui/Name'
import { isStorable, limits } from '~/domain/openapi/limits'
import type { ReadDocument } from '~/domain/openapi/read'
import { formatNumber } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

import { OperationLines } from './OperationLines'

/** What was read, before anything is stored. */
export function DocumentSummary({ document }: { document: ReadDocument }) {
  const { outline, bytes } = document
  const security = outline.security.map(({ name, type, detail }) =>
    [`${name}: ${type}`, detail].filter((part) => part !== '').join(', '),
  )
  return (
    <div className="flex flex-col gap-2 rounded-md border border-line bg-sunken px-3 py-2.5">
      <Facts
        facts={[
          { label: m.openapi_title(), value: <Name value={outline.title} /> },
          { label: m.openapi_version(), value: <Name value={outline.version} /> },
          {
            label: m.openapi_format(),
            value: m.openapi_format_value({
              format: `${outline.specification === '2.0' ? 'Swagger' : 'OpenAPI'} ${outline.specification}`,
              size: formatNumber(Math.ceil(bytes / 1024)),
            }),
          },
          ...(security.length > 0
            ? [{ label: m.openapi_security(), value: <Name value={security.join(' · ')} /> }]
            : []),
        ]}
      />
      {!isStorable(document) && (
        <p className="text-warn">
          {m.openapi_not_storable({
            size: formatNumber(limits.stored.bytes / 1024 ** 2),
            depth: formatNumber(limits.stored.depth),
          })}
        </p>
      )}
      <OperationLines
        summary={m.openapi_operations({ count: outline.operations.length })}
        operations={outline.operations}
      />
    </div>
  )
}
