import { screen } from '@testing-library/react'
import { expect, it, vi } from 'vitest'

import { renderRoutes } from '~/test/render'

import { RouteError } from './RouteError'

vi.mock('./RouteFailure', () => {
  throw new Error('The file did not arrive.')
})

it('says in plain words what failed when the words about failures do not arrive', async () => {
  renderRoutes([
    {
      path: '/',
      loader: () => {
        throw new Error('The page cannot be read.')
      },
      element: <p>Page</p>,
      ErrorBoundary: RouteError,
      HydrateFallback: () => <p>Waiting</p>,
    },
  ])
  expect(await screen.findByRole('alert')).toHaveTextContent('The page cannot be read.')
  expect(screen.getByRole('link')).toHaveAttribute('href', window.location.href)
})
