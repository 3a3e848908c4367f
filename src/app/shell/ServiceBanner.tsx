import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useSyncExternalStore } from 'react'

import { health } from '~/api/health'
import { keep } from '~/api/keep'

/** Most days nobody needs the words; they are fetched in a calm moment, while the server is known to answer. */
const ServiceLines = lazy(
  keep(async () => ({ default: (await import('./ServiceLines')).ServiceLines })),
)

function subscribeOnline(listener: () => void): () => void {
  window.addEventListener('online', listener)
  window.addEventListener('offline', listener)
  return () => {
    window.removeEventListener('online', listener)
    window.removeEventListener('offline', listener)
  }
}

/** Names each service that is down, since when, and what still works. Nothing while all is well. */
export function ServiceBanner() {
  const { data } = useQuery(health.services())
  const isOnline = useSyncExternalStore(subscribeOnline, () => navigator.onLine)
  const down = data?.filter(({ state }) => state === 'down') ?? []
  return (
    <output className="block" data-print="never">
      {(!isOnline || down.length > 0) && (
        <Suspense>
          <ServiceLines down={down} isOnline={isOnline} />
        </Suspense>
      )}
    </output>
  )
}
