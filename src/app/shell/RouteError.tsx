import { lazy, Suspense } from 'react'
import { useRouteError } from 'react-router'

import { keep } from '~/api/keep'
import { m } from '~/i18n/gen/messages'

import { PageSkeleton } from './PageSkeleton'

/** Most visits need no word about a failure; they are fetched in a calm moment, while the server is known to answer. */
const RouteFailure = lazy(async () => ({ default: await words() }))
const load = keep(() => import('./RouteFailure'))

async function words() {
  try {
    return (await load()).RouteFailure
  } catch {
    return PlainFailure
  }
}

/** A page that could not be shown, at its own address. */
export function RouteError() {
  return (
    <Suspense fallback={<PageSkeleton />}>
      <RouteFailure />
    </Suspense>
  )
}

/** Stands in when not even the words about a failure arrive: what failed, and the way back. */
function PlainFailure() {
  const error = useRouteError()
  return (
    <div role="alert" className="flex flex-col gap-3 px-4 py-5 sm:px-6">
      <h1 className="text-xl">{m.app_error_title()}</h1>
      {error instanceof Error && <p>{error.message}</p>}
      <p>
        <a className="text-accent underline" href={window.location.href}>
          {m.app_reload()}
        </a>
      </p>
    </div>
  )
}
