import { m } from '~/i18n/gen/messages'

/** Before it is known what to show. */
export function Splash() {
  return <output className="grid min-h-dvh place-items-center text-muted">{m.app_loading()}</output>
}
