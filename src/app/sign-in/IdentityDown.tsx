import { session } from '~/auth/session'
import { Button } from '~/components/ui/Button'
import { config } from '~/config/config'
import { formatClock } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

import { PlainPage } from '../shell/PlainPage'
import { useRepeatedly } from '../shell/use-repeatedly'

/** Keycloak does not answer, so nobody can sign in; said on a page of ours, which goes on by itself. */
export function IdentityDown({ since }: { since: number }) {
  const retry = () =>
    void session()
      .enterSilently()
      .catch(() => undefined)
  useRepeatedly(true, retry)
  return (
    <PlainPage title={m.app_identity_down_title()}>
      <p className="[overflow-wrap:anywhere]">
        {m.app_identity_down_text({ address: config().keycloak.url })}
      </p>
      <p className="text-muted">
        {m.app_identity_down_since({ time: formatClock(since, { seconds: true }) })}{' '}
        {m.app_identity_down_auto()}
      </p>
      <div className="flex gap-2">
        <Button onClick={retry}>{m.app_try_again()}</Button>
        <Button variant="ghost" onClick={() => void session().login()}>
          {m.app_sign_in()}
        </Button>
      </div>
    </PlainPage>
  )
}
