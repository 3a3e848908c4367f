/**
 * Mock answers of the Control Plane, typed by the contract: paths, bodies and statuses that the contract does not
 * have do not compile. `api.get('/v1/me', aMe())` answers 200; a function decides by the request.
 */
import { http, HttpResponse, type HttpHandler } from 'msw/http'
import type { paths, Problem } from '#contract/contract.gen'

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete'

/** The paths that have this method. */
type PathsOf<M extends Method> = {
  [P in keyof paths]: paths[P] extends Record<M, { responses: unknown }> ? P : never
}[keyof paths]

type Operation<P extends keyof paths, M extends Method> =
  paths[P] extends Record<M, infer Found> ? Found : never

type Json<Response> = Response extends { content: { 'application/json': infer Body } }
  ? Body
  : undefined

type Answers<P extends keyof paths, M extends Method> =
  Operation<P, M> extends { responses: infer Responses } ? Omit<Responses, 'default'> : never

/** Body of the operation's success. */
type Success<P extends keyof paths, M extends Method> = {
  [Status in keyof Answers<P, M>]: Status extends 200 | 201 ? Json<Answers<P, M>[Status]> : never
}[keyof Answers<P, M>]

type RequestBody<P extends keyof paths, M extends Method> =
  Operation<P, M> extends { requestBody?: { content: { 'application/json': infer Body } } }
    ? Body
    : unknown

export interface Asked<Body> {
  params: Readonly<Record<string, string>>
  query: URLSearchParams
  headers: Headers
  /** What was sent, as the contract types it. Undefined where nothing was sent. */
  body: Body
}

type Resolver<P extends keyof paths, M extends Method> = (
  asked: Asked<RequestBody<P, M>>,
) => Success<P, M> | Response | Promise<Success<P, M> | Response>

/** Every address of the Control Plane as the console calls it. */
const base = '*/api'

const statusOf: Partial<Record<Method, number>> = { post: 201 }

function on<M extends Method>(method: M) {
  return <P extends PathsOf<M>>(path: P, answer: Success<P, M> | Resolver<P, M>): HttpHandler =>
    http[method](base + path.replaceAll(/\{(\w+)\}/g, ':$1'), async ({ request, params }) => {
      if (typeof answer !== 'function') return ok(answer, statusOf[method])
      const text = await request.text()
      // The request was typed by the contract where it was made; a resolver is a function and a body never is.
      const reply = await (answer as Resolver<P, M>)({
        params: params as Record<string, string>,
        query: new URL(request.url).searchParams,
        headers: request.headers,
        body: (text === '' ? undefined : JSON.parse(text)) as RequestBody<P, M>,
      })
      return reply instanceof Response ? reply : ok(reply, statusOf[method])
    })
}

export const api = {
  get: on('get'),
  post: on('post'),
  put: on('put'),
  patch: on('patch'),
  delete: on('delete'),
}

/** An answer with a body and, where it is a resource, its ETag. @param status 200 unless told */
export function ok(body: unknown, status = 200): Response {
  if (body === undefined) return new HttpResponse(null, { status: 204 })
  const etag =
    typeof body === 'object' && body !== null && 'etag' in body && typeof body.etag === 'string'
      ? { ETag: body.etag }
      : {}
  return HttpResponse.json(body, { status, headers: etag })
}

/** A refusal as the contract has it. What the caller leaves out is filled in. */
export function problem(
  status: number,
  facts: Partial<Problem> = {},
  headers: Record<string, string> = {},
): Response {
  const body: Problem = {
    type: 'about:blank',
    title: `Status ${status}`,
    status,
    request_id: 'req-0123456789',
    ...facts,
  }
  return HttpResponse.json(body, {
    status,
    headers: { 'Content-Type': 'application/problem+json', ...headers },
  })
}

/** No readable answer: the connection is refused, or the answer may not be read. */
export const unreachable = (): Response => HttpResponse.error()
