import { QueryClientProvider } from '@tanstack/react-query'
import { render } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import type { ReactNode } from 'react'
// Not from react-router/dom: under Vitest the two resolve to different copies.
import { createMemoryRouter, RouterProvider, type RouteObject } from 'react-router'
import { queryClient } from '~/api/query-client'

/** Somebody who types and clicks without a pause; with one, each key stroke waits for a turn of the event loop. */
export const newUser = () => userEvent.setup({ delay: null })

/**
 * Draws routes of ours at an address, with the console's own query client.
 * @param routes the real ones, or a few for a component's test
 * @param at the address to begin with
 */
export function renderRoutes(routes: RouteObject[], at = '/') {
  const router = createMemoryRouter(routes, { initialEntries: [at] })
  const user = newUser()
  const view = render(
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  )
  return {
    ...view,
    router,
    user,
    /** Path and search of the address shown now. */
    address: () => router.state.location.pathname + router.state.location.search,
  }
}

/** Draws one component where links and blockers work; any other address shows "Elsewhere". */
export function renderAlone(ui: ReactNode) {
  return renderRoutes([
    { path: '/', element: ui },
    { path: '*', element: <p>Elsewhere</p> },
  ])
}
