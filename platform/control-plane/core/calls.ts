/** Types of calls and handlers, derived from the contract: a handler that reads what is not there does not compile. */
import type { operations } from '../../../contract/contract.gen.ts'
import type { OperationId, Principal } from './access.ts'
import type { Answer } from './answers.ts'
import type { Database } from './database/connect.ts'
import type { Write } from './write.ts'

type Given<T> = [NonNullable<T>] extends [never] ? Record<string, never> : NonNullable<T>

/** Query parameters that have a default in the contract are always there. */
type Defaulted = 'page' | 'page_size' | 'force' | 'limit'
type WithDefaults<Query> = Omit<Query, Defaulted> & {
  [Name in keyof Query & Defaulted]-?: NonNullable<Query[Name]>
}

type Parameters<Id extends OperationId> = operations[Id]['parameters']
type Content<T> = T extends { content: infer Types } ? Types[keyof Types] : never

export type PathOf<Id extends OperationId> = Given<Parameters<Id>['path']>
export type QueryOf<Id extends OperationId> = WithDefaults<Given<Parameters<Id>['query']>>
export type HeadersOf<Id extends OperationId> = Given<Parameters<Id>['header']>
export type BodyOf<Id extends OperationId> = operations[Id] extends { requestBody: infer Body }
  ? Content<Body>
  : operations[Id] extends { requestBody?: infer Body }
    ? Content<NonNullable<Body>> | undefined
    : undefined

/** A request that has passed identity, permission and the contract's checks. */
export interface Call<Id extends OperationId = OperationId> {
  operation: Id
  path: PathOf<Id>
  query: QueryOf<Id>
  headers: HeadersOf<Id>
  body: BodyOf<Id>
  /** The caller; without tenant, role and subject on a public operation. */
  principal: Principal
  requestId: string
  /** For headers and the abort signal; the body has been read. */
  request: Request
  /** For reads. Changes go through `write`. */
  db: Database
  now: Date
  write: Write
}

export type Handler<Id extends OperationId> = (call: Call<Id>) => Promise<Answer | Response>

/** An endpoint that is not in the contract: for machines of the platform, which bring their own credential. */
export type InternalHandler = (request: Request) => Promise<Response>

/** Where a module registers what it implements. */
export interface Api {
  implement<Id extends OperationId>(operation: Id, handler: Handler<Id>): void
  internal(method: 'GET' | 'POST', path: string, handler: InternalHandler): void
}
