/** From a request to the answer of its operation: identity, limit, permission, contract, handler, in this order. */
import type { OperationId, Principal } from './access.ts'
import { ACCESS, requirePermission } from './access.ts'
import type { AnswerCheck } from './answer-check.ts'
import { answerCheckOf } from './answer-check.ts'
import { responseOf } from './answers.ts'
import type { Api, Call, Handler, InternalHandler } from './calls.ts'
import type { OperationDescription } from './contract-document.ts'
import { replayOf } from './idempotency.ts'
import type { Identify } from './identity.ts'
import { Refusal } from './problems.ts'
import type { Limit } from './rate-limit.ts'
import type { CheckedRequest, RequestCheck } from './request-check.ts'
import { requestCheckOf } from './request-check.ts'
import type { Match } from './routes.ts'
import { routesOf } from './routes.ts'
import type { Services } from './services.ts'
import { writeFor } from './write.ts'

interface Implementation {
  description: OperationDescription
  check: RequestCheck
  checkAnswer: AnswerCheck
  handler: Handler<OperationId> | undefined
}

export interface Incoming {
  request: Request
  url: URL
  requestId: string
}

/** What the log and the metrics want to know besides the answer. */
export interface Trace {
  route: string
  caller?: string
}

export interface Dispatcher extends Api {
  /** @throws when an operation of the contract has no handler */
  requireComplete(): void
  dispatch(incoming: Incoming, trace: Trace): Promise<Response>
}

/** Nobody: the caller of a public operation. */
const NOBODY: Principal = {
  sub: '',
  name: '',
  fullName: null,
  email: null,
  isEmailVerified: false,
  roles: [],
  permissions: new Set(),
  tenantId: null,
  tenants: [],
  isPlatformAdmin: false,
}

/** The dispatcher of the whole contract, still without handlers. */
export function dispatcherFor(
  services: Services,
  { identify, limit }: { identify: Identify; limit: Limit },
): Dispatcher {
  const { operations } = services.contract
  const table = new Map<OperationId, Implementation>()
  for (const description of operations)
    table.set(description.id, {
      description,
      check: requestCheckOf(description),
      checkAnswer: answerCheckOf(description),
      handler: undefined,
    })
  const internals = new Map<string, InternalHandler>()
  const findRoute = routesOf(operations)

  return {
    implement(operation, handler) {
      const entry = table.get(operation)
      if (!entry) throw new Error(`the contract has no operation ${operation}`)
      if (entry.handler) throw new Error(`${operation} is implemented twice`)
      // The table holds handlers of all operations; each is only ever called with its own operation's call.
      entry.handler = handler as unknown as Handler<OperationId>
    },
    internal(method, path, handler) {
      internals.set(`${method} ${path}`, handler)
    },
    requireComplete() {
      const missing = [...table].filter(([, { handler }]) => !handler).map(([id]) => id)
      if (missing.length > 0) throw new Error(`operations without a handler: ${missing.join(', ')}`)
    },
    async dispatch(incoming, trace) {
      const { request, url } = incoming
      const internal = internals.get(`${request.method} ${url.pathname}`)
      if (internal) {
        trace.route = url.pathname
        return internal(request)
      }
      const match = findRoute(url.pathname)
      if (!match) throw new Refusal(404, 'There is nothing at this path.')
      trace.route = match.template
      const entry = table.get(operationFor(match, request.method))
      if (!entry?.handler) throw new Refusal(501, 'This is not available yet.')
      const principal = await callerOf(entry.description.id, request, identify)
      if (principal !== NOBODY) {
        trace.caller = principal.sub
        limit(principal.sub)
      }
      authorize(entry.description.id, principal)
      const checked = await entry.check(request, url, match.values)
      const call = callFor(services, incoming, { entry, principal, checked })
      const given = await entry.handler(call)
      const response = given instanceof Response ? given : responseOf(given)
      if (services.environment.validateAnswers) await entry.checkAnswer(response)
      return response
    },
  }
}

function operationFor({ operations }: Match, method: string): OperationId {
  const operation = operations.get(method === 'HEAD' ? 'GET' : method)
  if (operation) return operation
  const allowed = [...operations.keys()].join(', ')
  throw new Refusal(405, `This path takes ${allowed}.`, { headers: { Allow: allowed } })
}

async function callerOf(id: OperationId, request: Request, identify: Identify): Promise<Principal> {
  if (ACCESS[id] === 'public') return NOBODY
  return identify(request.headers.get('authorization') ?? undefined)
}

function authorize(id: OperationId, principal: Principal): void {
  const access = ACCESS[id]
  if (access === 'public' || access === 'signed-in') return
  requirePermission(principal, access)
  if (principal.tenants.length === 0)
    throw new Refusal(403, 'The access token names no tenant of this platform (claim tenant_id).')
}

function callFor(
  services: Services,
  { request, url, requestId }: Incoming,
  {
    entry,
    principal,
    checked,
  }: { entry: Implementation; principal: Principal; checked: CheckedRequest },
): Call {
  const { description } = entry
  const key = checked.headers['Idempotency-Key']
  const route = `${description.method} ${url.pathname}`
  const replay =
    typeof key === 'string'
      ? replayOf(
          { sub: principal.sub, route, key, bodyText: checked.bodyText },
          services.environment.keyPepper,
        )
      : undefined
  const call = {
    operation: description.id,
    path: checked.path,
    query: checked.query,
    headers: checked.headers,
    body: checked.body,
    principal,
    requestId,
    request,
    db: services.db,
    now: services.now(),
    write: writeFor(services, { principal, requestId, replay }),
  }
  // The checks compiled from the contract have established exactly these types.
  return call as unknown as Call
}
