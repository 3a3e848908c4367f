import type { PortalApiDetail } from '~/api/portal-own'
import { portalPaths } from '~/app/paths'
import { EmptyState } from '~/components/state/EmptyState'
import { LinkButton } from '~/components/ui/LinkButton'
import { Section } from '~/components/ui/Section'
import type { OperationLine } from '~/domain/openapi/operations'
import { OperationsView } from '~/features/openapi-view/OperationsView'
import { m } from '~/i18n/gen/messages'

/** The API's own document, operation by operation, each with the way to try it. */
export function Operations({ api }: { api: PortalApiDetail }) {
  const tryLink = ({ method, path }: OperationLine) =>
    method === 'TRACE' ? null : (
      <LinkButton
        size="sm"
        to={portalPaths.tryOperation({ id: api.id, operation: `${method} ${path}` })}
      >
        {m.openapi_view_try()}
      </LinkButton>
    )
  return (
    <Section title={m.openapi_view_title()}>
      {api.openapi === null ? (
        <EmptyState title={m.openapi_view_none()} hint={m.portal_no_document()} />
      ) : (
        <OperationsView document={api.openapi} tryLink={tryLink} />
      )}
    </Section>
  )
}
