/** Small answers of the console server itself. */

import { randomUUID } from 'node:crypto'
import type { ServerResponse } from 'node:http'

import type { Headers } from './security-headers.ts'

/** Sends one whole answer and ends it. */
export function send(
  response: ServerResponse,
  status: number,
  headers: Headers,
  body: string,
): void {
  const bytes = Buffer.from(body)
  response.writeHead(status, { ...headers, 'Content-Length': String(bytes.length) })
  response.end(response.req.method === 'HEAD' ? undefined : bytes)
}

/** Sends a problem document (RFC 9457) with a request id, as every service of the platform does. */
export function sendProblem(
  response: ServerResponse,
  headers: Headers,
  problem: { status: number; title: string; detail: string },
): void {
  const body = { type: 'urn:stoa:problem:console-server', ...problem, request_id: randomUUID() }
  send(
    response,
    problem.status,
    { ...headers, 'Content-Type': 'application/problem+json', 'Cache-Control': 'no-store' },
    JSON.stringify(body),
  )
}
