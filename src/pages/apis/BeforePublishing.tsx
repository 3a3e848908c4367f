import MissingIcon from 'lucide-react/icons/circle-alert'
import MetIcon from 'lucide-react/icons/circle-check'
import { Link } from 'react-router'

import { paths } from '~/app/paths'
import { Section } from '~/components/ui/Section'
import type { Contract } from '~/domain/contract'
import { type Requirement, requirementsOf } from '~/domain/publishing'
import { m } from '~/i18n/gen/messages'

const words: Record<Requirement, () => string> = {
  description: m.apis_need_description,
  categories: m.apis_need_categories,
  openapi: m.apis_need_openapi,
  backend: m.apis_need_backend,
  auth: m.apis_need_auth,
}
/** What a draft has and what it lacks, each with the way to mend it: the document is kept in its own tab, all else in the form. */
export function BeforePublishing({ tenant, api }: { tenant: string; api: Contract }) {
  return (
    <Section title={m.apis_needs()} description={m.apis_needs_description()}>
      <ul className="flex flex-col gap-1.5">
        {requirementsOf(api).map(({ id, isMet }) => (
          <li key={id} className="flex items-start gap-2">
            {isMet ? (
              <MetIcon aria-hidden size={16} className="mt-0.5 shrink-0 text-ok" />
            ) : (
              <MissingIcon aria-hidden size={16} className="mt-0.5 shrink-0 text-warn" />
            )}
            <span className="sr-only">{isMet ? m.apis_need_met() : m.apis_need_missing()}</span>
            <span>
              {words[id]()}{' '}
              {!isMet && (
                <Link
                  className="text-accent hover:underline"
                  to={
                    id === 'openapi'
                      ? { pathname: paths.api({ tenant, id: api.id }), search: '?tab=operations' }
                      : paths.editApi({ tenant, id: api.id })
                  }
                >
                  {id === 'openapi' ? m.openapi_document_add() : m.apis_need_mend()}
                </Link>
              )}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
