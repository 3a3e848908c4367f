import { session } from '~/auth/session'
import type { SessionState } from '~/auth/session'
import { Button } from '~/components/ui/Button'
import { config } from '~/config/config'
import { m } from '~/i18n/gen/messages'

import { PlainPage } from '../shell/PlainPage'
import { Preferences } from '../shell/Preferences'

type SignedOut = Extract<SessionState, { kind: 'signed-out' }>

const notes: Record<SignedOut['reason'], (state: SignedOut) => string | undefined> = {
  never: () => undefined,
  left: () => m.app_signed_out_left(),
  untold: () => m.app_signed_out_untold(),
  elsewhere: () => m.app_signed_out_elsewhere(),
  refused: ({ detail }) => m.app_signed_out_refused({ detail: detail ?? '' }),
}

/** Nobody is signed in. */
export function SignIn({ state }: { state: SignedOut }) {
  const note = notes[state.reason](state)
  return (
    <PlainPage title={m.app_sign_in_title()}>
      {note !== undefined && (
        <output className="rounded-md border border-info-line bg-info-soft px-3 py-2">
          {note}
        </output>
      )}
      <p className="text-muted [overflow-wrap:anywhere]">
        {m.app_sign_in_hint({ address: config().keycloak.url })}
      </p>
      <div className="flex items-center justify-between gap-2">
        <Button variant="primary" onClick={() => void session().login()}>
          {m.app_sign_in()}
        </Button>
        <span className="flex gap-1">
          <Preferences />
        </span>
      </div>
    </PlainPage>
  )
}
