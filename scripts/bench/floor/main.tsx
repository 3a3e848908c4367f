/** The least that a console of these libraries can be: one route, one query, an adapter that asks nothing of anybody. */

import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query'
import Keycloak from 'keycloak-js'
import { createRoot } from 'react-dom/client'
import { createBrowserRouter } from 'react-router'
import { RouterProvider } from 'react-router/dom'

const keycloak = new Keycloak({ url: window.location.origin, realm: 'floor', clientId: 'floor' })

function Floor() {
  const { data } = useQuery({ queryKey: ['floor'], queryFn: () => Promise.resolve('Floor') })
  return <h1>{keycloak.authenticated ? '' : data}</h1>
}

createRoot(document.getElementById('root') ?? document.body).render(
  <QueryClientProvider client={new QueryClient()}>
    <RouterProvider router={createBrowserRouter([{ path: '*', Component: Floor }])} />
  </QueryClientProvider>,
)
