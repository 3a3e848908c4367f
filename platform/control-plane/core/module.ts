/** What a part of the control plane is to the rest: registered at start, with work of its own beside requests if it has any. */
import type { Api } from './calls.ts'
import type { Services } from './services.ts'

/** Work of a module that goes on beside requests. */
export interface Background {
  /** After the server accepts requests. */
  start?(): Promise<void>
  /** Before the database closes. */
  stop?(): Promise<void>
}

export type Module = (api: Api, services: Services) => Background | void
