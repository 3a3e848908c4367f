/** Stands on Prometheus' port while the real one is stopped, and answers wrongly in the way that a journey chooses. */

import { createServer, type Server, type ServerResponse } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { addresses } from './place.ts'
import { holdDown } from './services.ts'

export type Fault = 'html' | 'refusing' | 'slow' | 'empty'

const json = (response: ServerResponse, status: number, body: object) => {
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(JSON.stringify(body))
}

/** An answer of a Prometheus without samples, by what was asked for. */
function nothing(path: string): object {
  const { pathname } = new URL(path, addresses.prometheus)
  if (pathname.endsWith('/targets')) return { activeTargets: [], droppedTargets: [] }
  if (pathname.endsWith('/alerts')) return { alerts: [] }
  if (pathname.endsWith('/rules')) return { groups: [] }
  if (pathname.endsWith('/query')) return { resultType: 'vector', result: [] }
  if (pathname.endsWith('/query_range')) return { resultType: 'matrix', result: [] }
  return []
}

const answers: Record<Fault, (response: ServerResponse, path: string) => void> = {
  html: (response) => {
    response.writeHead(200, { 'content-type': 'text/html' })
    response.end('<!doctype html><title>Welcome to nginx!</title>')
  },
  refusing: (response) =>
    json(response, 422, {
      status: 'error',
      errorType: 'execution',
      error: 'query processing would load too many samples into memory in query execution',
    }),
  // Whoever asks waits until it gives up, or until the fault is another one.
  slow: () => undefined,
  empty: (response, path) => json(response, 200, { status: 'success', data: nothing(path) }),
}

export interface StoppedPrometheus {
  /** Something else answers in its place. */
  become(fault: Fault): Promise<void>
  /** Lets the launcher start the real one again. */
  leave(): Promise<void>
}

/** Stops Prometheus until {@link StoppedPrometheus.leave}: its port refuses, until something else takes it. */
export function stopPrometheus(): StoppedPrometheus {
  let fault: Fault = 'empty'
  const waiting = new Set<ServerResponse>()
  const server = createServer((request, response) => {
    waiting.add(response)
    response.once('close', () => waiting.delete(response))
    answers[fault](response, request.url ?? '/')
  })
  const letGo = holdDown('prometheus')
  const drop = () => {
    for (const response of waiting) response.destroy()
  }
  return {
    async become(next) {
      fault = next
      if (!server.listening) await listen(server)
      // Where its port is taken the real one ends by itself.
      letGo()
      drop()
    },
    async leave() {
      letGo()
      drop()
      if (server.listening) await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** Waits for the port. */
async function listen(server: Server): Promise<void> {
  const port = Number(new URL(addresses.prometheus).port)
  for (;;) {
    const isThere = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false))
      server.listen(port, '127.0.0.1', () => resolve(true))
    })
    if (isThere) return
    await delay(20)
  }
}
