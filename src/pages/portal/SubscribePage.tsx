import { useSuspenseQuery } from '@tanstack/react-query'
import { useNavigate } from 'react-router'

import { portalApi } from '~/api/portal-own'
import { useParam } from '~/app/params'
import { portalPaths } from '~/app/paths'
import { FailureNote } from '~/components/state/FailureNote'
import { Skeleton } from '~/components/state/Skeleton'
import { Dialog } from '~/components/ui/Dialog'
import { EntryButtons } from '~/features/portal/EntryButtons'
import { useOwn } from '~/features/portal/own'
import { ProfileForm } from '~/features/portal/ProfileForm'
import { m } from '~/i18n/gen/messages'

import { SubscribeForm } from './SubscribeForm'

/** The way to a key: an account, a profile, then the plan; whatever is there already is not asked again. */
export function Component() {
  const id = useParam('id')
  const navigate = useNavigate()
  const close = () => void navigate(portalPaths.api({ id }))
  const { data: api } = useSuspenseQuery(portalApi.detail(id))
  const { isSignedIn, profile } = useOwn()
  if (!isSignedIn)
    return (
      <Dialog title={m.portal_need_account()} size="sm" onClose={close}>
        <p className="mb-3">{m.portal_need_account_text()}</p>
        <EntryButtons />
      </Dialog>
    )
  if (profile.data === undefined)
    return (
      <Dialog title={m.portal_subscribe()} size="sm" onClose={close}>
        {profile.error ? (
          <FailureNote failure={profile.error} onRetry={() => void profile.refetch()} />
        ) : (
          <Skeleton lines={3} />
        )}
      </Dialog>
    )
  if (profile.data === null)
    return <ProfileForm held={null} onClose={close} onDone={() => undefined} />
  return <SubscribeForm api={api} onClose={close} />
}
