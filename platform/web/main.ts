/** The console server: both faces of the build, the same-origin proxy, and the run-time configuration. */

import { createServer } from 'node:http'
import type { Server } from 'node:http'

import { pino } from 'pino'

import { runService } from '../service.ts'
import type { Face as FaceName } from './console-config.ts'
import { consoleConfig } from './console-config.ts'
import { CspReports } from './csp-reports.ts'
import { faceHandler } from './face.ts'
import { closeUpstreams } from './proxy.ts'
import type { WebSettings } from './settings.ts'
import { readSettings } from './settings.ts'
import type { StaticFiles } from './static-files.ts'
import { readStaticFiles } from './static-files.ts'

const log = pino({ base: { service: 'web' } })

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    // Loopback only: the local platform is one person's.
    server.listen(port, '127.0.0.1', () => resolve())
  })
}

function createFace(name: FaceName, settings: WebSettings, files: StaticFiles): Server {
  const server = createServer(
    { requestTimeout: 30_000, headersTimeout: 10_000, keepAliveTimeout: 5_000 },
    faceHandler({
      self: name === 'console' ? settings.consoleUrl : settings.portalUrl,
      config: consoleConfig(name, settings),
      upstreams: {
        controlPlane: settings.controlPlaneUrl,
        gateway: settings.gatewayUrl,
        keycloak: settings.keycloakUrl,
      },
      files,
      reports: new CspReports(log.child({ face: name })),
      log,
    }),
  )
  return server
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeIdleConnections()
    // Followed logs never end by themselves.
    setTimeout(() => server.closeAllConnections(), 2_000).unref()
  })
}

let settings: WebSettings
try {
  settings = readSettings()
} catch (error) {
  process.stderr.write(`web: ${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(2)
}

await runService('web', async () => {
  const files = await readStaticFiles(settings.distDir)
  const faces = [
    { server: createFace('console', settings, files), port: settings.port },
    { server: createFace('portal', settings, files), port: settings.portalPort },
  ]
  for (const { server, port } of faces) await listen(server, port)
  log.info({ console: settings.consoleUrl, portal: settings.portalUrl }, 'serving')
  return {
    stop: async () => {
      await Promise.all(faces.map(({ server }) => close(server)))
      await closeUpstreams()
    },
  }
})
