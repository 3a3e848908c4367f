/** The CORS lab's form as the URL has it; the key and the values of headers never are. */

import { oneOf, type SearchOf, text, texts } from '~/app/params'
import { type CorsForm, corsMethods } from '~/domain/cors-form'

export const corsSearch = {
  api: text(''),
  origin: text('http://localhost:5173'),
  method: oneOf(corsMethods, 'GET'),
  path: text('/health'),
  /** Names only. */
  headers: texts(),
  credentials: oneOf(['yes']),
}

export type CorsSearch = SearchOf<typeof corsSearch>

/** What the form is opened on. */
export const formOf = (search: CorsSearch): CorsForm => ({
  origin: search.origin,
  method: search.method,
  path: search.path,
  headers: Object.fromEntries(search.headers.map((name) => [name, ''])),
  credentials: search.credentials === 'yes',
  keySource: 'pasted',
  apiKey: '',
})

/** What of the form belongs into the URL. */
export const searchOf = (form: CorsForm): Partial<CorsSearch> => ({
  origin: form.origin,
  // Offered from the list only.
  method: form.method as CorsSearch['method'],
  path: form.path,
  headers: Object.keys(form.headers),
  credentials: form.credentials ? 'yes' : undefined,
})
