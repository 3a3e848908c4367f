import { useEffect } from 'react'

import { Button } from '~/components/ui/Button'
import { m } from '~/i18n/gen/messages'

import { PlainPage } from '../shell/PlainPage'

/** The sign-in window after it has done its work; browsers let it close itself, mostly. */
export function HandedOver() {
  useEffect(() => window.close(), [])
  return (
    <PlainPage title={m.app_handed_over_title()}>
      <p>{m.app_handed_over_text()}</p>
      <div>
        <Button onClick={() => window.close()}>OK</Button>
      </div>
    </PlainPage>
  )
}
