import { Skeleton } from '~/components/state/Skeleton'

/** Keeps the place of a page on its way. */
export function PageSkeleton() {
  return (
    <div className="mx-auto flex w-full max-w-[1280px] flex-col gap-6 px-4 py-5 sm:px-6">
      <div className="skeleton h-7 w-56" aria-hidden />
      <Skeleton lines={8} />
    </div>
  )
}
