/** Runs the sample backend as a process of its own. */
import { createServer } from 'node:http'
import { pino } from 'pino'
import { runService } from '../service.ts'
import { answer } from './answers.ts'

const log = pino({ name: 'sample-backend' })
const port = Number(process.env['PORT'])
if (!Number.isInteger(port) || port < 1 || port > 65_535) {
  process.stderr.write(`sample-backend: PORT must be a port, not "${process.env['PORT'] ?? ''}"\n`)
  process.exit(2)
}

await runService('sample-backend', async () => {
  const server = createServer((request, response) => {
    void answer(request, response).catch((error: unknown) => {
      log.error({ err: error }, 'no answer')
      response.destroy()
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    // Loopback only: the local platform is one person's.
    server.listen(port, '127.0.0.1', resolve)
  })
  log.info({ port }, 'the sample backend accepts requests')
  return {
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeIdleConnections()
      }),
  }
})
