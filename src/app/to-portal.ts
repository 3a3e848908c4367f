/** The portal is another face on another origin: its address here leads there, to the same page. */

import type { LoaderFunctionArgs, RouteObject } from 'react-router'
import { redirect } from 'react-router'

import { config } from '~/config/config'

import { RouteError } from './shell/RouteError'

export const toPortal: RouteObject = {
  path: '/portal/*',
  loader: ({ request }: LoaderFunctionArgs) => {
    const { pathname, search } = new URL(request.url)
    return redirect(config().portalUrl + pathname + search)
  },
  ErrorBoundary: RouteError,
}
