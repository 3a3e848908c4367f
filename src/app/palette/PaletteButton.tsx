import SearchIcon from 'lucide-react/icons/search'
import { lazy, Suspense, useEffect, useState } from 'react'

import { loadCode } from '~/api/code'
import { Button } from '~/components/ui/Button'
import { m } from '~/i18n/gen/messages'

const Palette = lazy(async () => ({
  default: (await loadCode(() => import('./Palette'))).Palette,
}))

/** Opens the command palette, as Ctrl+K and ⌘K do anywhere but under a dialog. Its code comes when it is asked for. */
export function PaletteButton({ tenant }: { tenant: string }) {
  const [isOpen, setIsOpen] = useState(false)
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'k' || !(event.ctrlKey || event.metaKey) || event.altKey) return
      event.preventDefault()
      if (document.querySelector('dialog[open]') === null) setIsOpen(true)
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [])
  return (
    <span className="ml-auto shrink-0" data-print="never">
      <Button
        variant="ghost"
        icon={SearchIcon}
        aria-label={m.app_palette_open()}
        aria-keyshortcuts="Control+K Meta+K"
        aria-haspopup="dialog"
        onClick={() => setIsOpen(true)}
      >
        <span className="hidden sm:inline">
          {m.app_palette()} <kbd className="ml-1 text-xs text-muted">Ctrl K</kbd>
        </span>
      </Button>
      {isOpen && (
        <Suspense fallback={null}>
          <Palette tenant={tenant} onClose={() => setIsOpen(false)} />
        </Suspense>
      )}
    </span>
  )
}
