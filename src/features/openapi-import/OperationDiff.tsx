import { useMemo } from 'react'

import { operationChanges } from '~/domain/openapi/changes'
import { m } from '~/i18n/gen/messages'

import { OperationLines } from './OperationLines'

interface Props {
  /** The stored document; undefined where there is none. */
  before: unknown
  after: unknown
}

/** Which operations come, go and change with a new document. */
export function OperationDiff({ before, after }: Props) {
  const { added, removed, changed, unchanged } = useMemo(
    () => operationChanges(before, after),
    [before, after],
  )
  return (
    <div className="flex flex-col gap-1">
      <OperationLines summary={m.openapi_added({ count: added.length })} operations={added} />
      <OperationLines summary={m.openapi_removed({ count: removed.length })} operations={removed} />
      <OperationLines summary={m.openapi_changed({ count: changed.length })} operations={changed} />
      <p className="text-muted">{m.openapi_unchanged({ count: unchanged })}</p>
    </div>
  )
}
