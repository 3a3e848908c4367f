/** Parts that few visits see, or that may come late: their code comes when they are shown, and is fetched beforehand in a calm moment. */

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
const ApprovalCount = lazy(async () => {
  try {
    return { default: (await import('./ApprovalCount')).ApprovalCount }
  } catch {
    // A number that is missing is no reason to take the navigation down.
    return { default: () => null }
  }
})

const OnboardingCount = lazy(async () => {
  try {
    return { default: (await import('./OnboardingCount')).OnboardingCount }
  } catch {
    return { default: () => null }
  }
})

/** How far the week is, beside its place in the navigation; the navigation does not wait for it. */
export function LateOnboardingCount({ tenant }: { tenant: string }) {
  return (
    <Suspense fallback={null}>
      <OnboardingCount tenant={tenant} />
    </Suspense>
  )
}

/** The number of those who wait, beside its place in the navigation; the navigation does not wait for it. */
export function LateApprovalCount({ tenant }: { tenant: string }) {
  return (
    <Suspense fallback={null}>
      <ApprovalCount tenant={tenant} />
    </Suspense>
  )
}

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
