import type { ReactNode } from 'react'

import { useSessionState } from '~/auth/session-state'
import { Page } from '~/components/ui/Page'
import { Section } from '~/components/ui/Section'
import { m } from '~/i18n/gen/messages'

import { EntryButtons } from './EntryButtons'

interface Props {
  title: string
  description: string
  children: ReactNode
}

/** A page that is somebody's own: who is not signed in reads what is there, and gets the way in. */
export function SignedIn({ title, description, children }: Props) {
  const state = useSessionState()
  return (
    <Page title={title} description={description}>
      {state.kind === 'signed-in' ? (
        children
      ) : (
        <Section
          title={state.kind === 'identity-down' ? m.portal_not_now() : m.portal_need_account()}
        >
          <p className="mb-3 text-muted">
            {state.kind === 'identity-down'
              ? m.portal_not_now_text()
              : m.portal_need_account_text()}
          </p>
          <EntryButtons />
        </Section>
      )}
    </Page>
  )
}
