/** `vite dev` and `vite preview` with what the console server adds: config.json, the proxy, the headers. */

import { pino } from 'pino'
import type { Connect, Plugin } from 'vite'

import { consoleConfig } from './console-config.ts'
import { CspReports } from './csp-reports.ts'
import { faceHandler } from './face.ts'
import { pageHeaders } from './security-headers.ts'
import { readSettings } from './settings.ts'
import type { WebSettings } from './settings.ts'
import type { StaticFiles } from './static-files.ts'
import { readStaticFiles } from './static-files.ts'

const OURS = /^\/(api|gateway|csp-reports)(\/|$|\?)|^\/(config\.json|auth-health)(\?|$)/

function handlerFor(settings: WebSettings, files: StaticFiles): ReturnType<typeof faceHandler> {
  const log = pino({ base: { service: 'web-dev' } })
  return faceHandler({
    self: settings.consoleUrl,
    config: consoleConfig('console', settings),
    upstreams: {
      controlPlane: settings.controlPlaneUrl,
      gateway: settings.gatewayUrl,
      keycloak: settings.keycloakUrl,
    },
    files,
    reports: new CspReports(log),
    log,
  })
}

/** In dev, what is ours goes to the console server's own handler, and Vite serves the rest under the relaxed policy. */
function devMiddleware(settings: WebSettings): Connect.NextHandleFunction {
  const handle = handlerFor(settings, new Map())
  const headers = pageHeaders(
    { self: settings.consoleUrl, identity: new URL(settings.keycloakUrl).origin },
    'dev',
  )
  return (request, response, next) => {
    if (OURS.test(request.url ?? '')) return handle(request, response)
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
    next()
  }
}

/** The Vite plugin. */
export function devServices(): Plugin {
  return {
    name: 'stoa-dev-services',
    configureServer(server) {
      server.middlewares.use(devMiddleware(readSettings()))
    },
    async configurePreviewServer(server) {
      const settings = readSettings()
      // Preview is the production server: same files, same policy, nothing of Vite's own in front.
      server.middlewares.use(handlerFor(settings, await readStaticFiles(settings.distDir)))
    },
  }
}
