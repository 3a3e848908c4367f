import CheckIcon from 'lucide-react/icons/circle-check'
import InfoIcon from 'lucide-react/icons/info'
import CloseIcon from 'lucide-react/icons/x'
import AlertIcon from 'lucide-react/icons/circle-alert'
import { useSyncExternalStore } from 'react'
import { m } from '~/i18n/gen/messages'
import { Button } from './Button'
import { currentToasts, dismiss, subscribeToasts, type Toast } from './toast'

const icons = { ok: CheckIcon, bad: AlertIcon, info: InfoIcon }
const colours = { ok: 'text-ok', bad: 'text-bad', info: 'text-info' }

/** Where toasts are shown and read out; once in the app, above everything but dialogs. */
export function Toaster() {
  const toasts = useSyncExternalStore(subscribeToasts, currentToasts)
  return (
    <section
      aria-label={m.kit_notifications()}
      aria-live="polite"
      aria-relevant="additions text"
      className="pointer-events-none fixed inset-x-4 bottom-4 z-40 flex flex-col items-end gap-2"
      data-print="never"
    >
      {toasts.map((toast) => (
        <ToastCard key={toast.id} toast={toast} />
      ))}
    </section>
  )
}

function ToastCard({ toast }: { toast: Toast }) {
  const Icon = icons[toast.tone]
  return (
    <div className="pointer-events-auto flex max-w-sm items-center gap-2 rounded-lg border border-line bg-raised py-1.5 pr-1.5 pl-3 shadow-pop">
      <Icon aria-hidden size={16} className={colours[toast.tone]} />
      <p className="min-w-0 flex-1">{toast.text}</p>
      <Button
        variant="ghost"
        size="sm"
        icon={CloseIcon}
        iconOnly
        aria-label={m.kit_dismiss()}
        onClick={() => dismiss(toast.id)}
      />
    </div>
  )
}
