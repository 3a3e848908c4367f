import { useMutation } from '@tanstack/react-query'

import { type Entry, enterPortal } from '~/auth/portal-entry'
import { Button } from '~/components/ui/Button'
import { config } from '~/config/config'
import { m } from '~/i18n/gen/messages'

/** The two ways to an account, both of which lead back to this place. */
export function EntryButtons() {
  const way = useMutation({ mutationFn: (entry: Entry) => enterPortal(entry) })
  const isUnderWay = (entry: Entry) => way.isPending && way.variables === entry
  return (
    <div className="flex flex-col gap-1">
      <div className="flex flex-wrap gap-2">
        <Button pending={isUnderWay('login')} onClick={() => way.mutate('login')}>
          {m.app_sign_in()}
        </Button>
        <Button
          variant="primary"
          pending={isUnderWay('register')}
          onClick={() => way.mutate('register')}
        >
          {m.portal_sign_up()}
        </Button>
      </div>
      {(way.data === false || way.isError) && (
        <p role="alert" className="max-w-96 text-sm text-bad">
          {m.portal_identity_down({ address: config().keycloak.url })}
        </p>
      )}
    </div>
  )
}
