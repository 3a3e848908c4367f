import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'

import { contracts } from '~/api/contracts'
import { EmptyState } from '~/components/state/EmptyState'
import { Panel } from '~/components/state/Panel'
import { Section } from '~/components/ui/Section'
import type { Contract } from '~/domain/contract'
import type { OperationLine } from '~/domain/openapi/operations'
import { m } from '~/i18n/gen/messages'

import { OperationsView } from './OperationsView'

interface Props {
  tenant: string
  api: Contract
  /** What may be done with the document. */
  action?: ReactNode
  tryLink?: (line: OperationLine) => ReactNode
}

/** The API's own OpenAPI document, operation by operation. */
export function OperationsTab({ tenant, api, action, tryLink }: Props) {
  const document = useQuery({ ...contracts.openapi(tenant, api.id), enabled: api.has_openapi })
  const head = {
    title: m.openapi_view_title(),
    description: m.openapi_view_description(),
    action,
  }
  if (!api.has_openapi)
    return (
      <Section {...head}>
        <EmptyState title={m.openapi_view_none()} hint={m.openapi_view_none_hint()} />
      </Section>
    )
  return (
    <Panel {...head} query={document}>
      {(data) => <OperationsView document={data} {...(tryLink && { tryLink })} />}
    </Panel>
  )
}
