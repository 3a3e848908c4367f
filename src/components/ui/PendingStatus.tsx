import { m } from '~/i18n/gen/messages'

/** Says to screen readers that something is under way; always drawn, so that the change is heard. */
export function PendingStatus({ isPending }: { isPending: boolean }) {
  return <output className="sr-only">{isPending ? m.kit_working() : ''}</output>
}
