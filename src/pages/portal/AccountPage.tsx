import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'

import { portal } from '~/api/portal'
import { portalOwn } from '~/api/portal-own'
import { useIsSignedIn } from '~/auth/session-state'
import { Panel } from '~/components/state/Panel'
import { Badge } from '~/components/ui/Badge'
import { Button } from '~/components/ui/Button'
import { Facts } from '~/components/ui/Facts'
import { Name } from '~/components/ui/Name'
import { Time } from '~/components/ui/Time'
import { ProfileForm, VerificationNote } from '~/features/portal/ProfileForm'
import { SignedIn } from '~/features/portal/SignedIn'
import { m } from '~/i18n/gen/messages'

/** Who the developer is to the providers of APIs. */
export function Component() {
  return (
    <SignedIn title={m.portal_account_title()} description={m.portal_account_text()}>
      <Profile />
    </SignedIn>
  )
}

function Profile() {
  const [isEditing, setIsEditing] = useState(false)
  const query = useQuery({ ...portalOwn.profile(), enabled: useIsSignedIn() })
  const about = useQuery(portal.about())
  return (
    <Panel
      title={m.portal_profile()}
      query={query}
      action={
        query.data !== undefined && (
          <Button size="sm" onClick={() => setIsEditing(true)}>
            {query.data ? m.portal_profile_edit() : m.portal_profile_new()}
          </Button>
        )
      }
    >
      {(held) => (
        <div className="flex flex-col gap-3">
          {held ? (
            <Facts
              facts={[
                { label: m.portal_profile_name(), value: <Name value={held.name} /> },
                { label: m.portal_profile_company(), value: <Name value={held.company} /> },
                { label: m.portal_profile_email(), value: <Name value={held.email} /> },
                { label: m.portal_profile_since(), value: <Time at={held.created_at} /> },
                ...(held.status === 'active'
                  ? []
                  : [
                      {
                        label: m.portal_profile_status(),
                        value: (
                          <>
                            <Badge tone="bad">{held.status}</Badge>{' '}
                            {held.status_reason !== null && <Name value={held.status_reason} />}
                          </>
                        ),
                      },
                    ]),
              ]}
            />
          ) : (
            <p>{m.portal_profile_none()}</p>
          )}
          {about.data && <VerificationNote isRequired={about.data.requires_verified_email} />}
          {isEditing && <ProfileForm held={held} onClose={() => setIsEditing(false)} />}
        </div>
      )}
    </Panel>
  )
}
