/** Pages that few visits see: their code comes when they are shown, and is fetched beforehand in a calm moment. */

import { lazy, Suspense } from 'react'

import { loadCode } from '~/api/code'
import { keep } from '~/api/keep'
import { PageSkeleton } from './PageSkeleton'
import { Splash } from './Splash'

const NotFound = lazy(
  keep(async () => ({ default: (await loadCode(() => import('./NotFound'))).NotFound })),
)
const NoRoles = lazy(
  keep(async () => ({ default: (await loadCode(() => import('./NoRoles'))).NoRoles })),
)

/** The address belongs to no page. */
export function LateNotFound() {
  return (
    <Suspense fallback={<PageSkeleton />}>
      <NotFound />
    </Suspense>
  )
}

/** Signed in, but without a role of ours. */
export function LateNoRoles() {
  return (
    <Suspense fallback={<Splash />}>
      <NoRoles />
    </Suspense>
  )
}
