/** The benchmark's other processes: a backend with a fixed answer, and a proxy of the gateway's parts without any of its rules. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { Pool } from 'undici'

const ANSWER = Buffer.from(JSON.stringify({ status: 'ok', items: Array(20).fill('item') }))

const [, , role, backendPort] = process.argv
listen(role === 'bare' ? bareProxy(Number(backendPort)) : answerFixed)

function answerFixed(_: IncomingMessage, response: ServerResponse): void {
  response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': ANSWER.length })
  response.end(ANSWER)
}

/** The same parts without any rule: what node:http and undici can do at most. */
function bareProxy(to: number): (request: IncomingMessage, response: ServerResponse) => void {
  const pool = new Pool(`http://127.0.0.1:${to}`, { connections: 256 })
  return (request, response) => {
    const path = request.url ?? '/'
    const method = request.method ?? 'GET'
    pool.stream(
      { path, method, responseHeaders: 'raw' },
      ({ statusCode, headers }) => {
        const flat = headers as unknown as string[]
        const kept: string[] = []
        for (let index = 0; index < flat.length; index += 2)
          if (!/^(connection|keep-alive)$/i.test(flat[index] ?? ''))
            kept.push(flat[index] ?? '', flat[index + 1] ?? '')
        return response.writeHead(statusCode, kept)
      },
      (error) => {
        if (error) response.destroy()
      },
    )
  }
}

function listen(handler: (request: IncomingMessage, response: ServerResponse) => void): void {
  const server = createServer(handler).listen(Number(process.env['PORT']), '127.0.0.1', () => {
    process.stdout.write('listening\n')
  })
  process.on('disconnect', () => process.exit(0))
  server.on('error', () => process.exit(1))
}
