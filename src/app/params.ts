/** The only place that reads what a URL says: route parameters and search state, checked before anything is asked for. */

import { useCallback, useMemo } from 'react'
import type { Params } from 'react-router'
import { useLocation, useNavigation, useParams, useSearchParams } from 'react-router'

import { Failure } from '~/domain/failure'
import { m } from '~/i18n/gen/messages'

import { isId, isTenant } from './paths'

/**
 * A parameter of the route.
 * @throws a `not-found` Failure when it is missing or ill-formed, before any call is made with it (security.md T4)
 */
export function param(params: Params, name: string): string {
  const value = params[name]
  const isGood = name === 'tenant' ? isTenant : isId
  if (value === undefined || !isGood(value))
    throw new Failure({ kind: 'not-found', message: m.errors_no_such_address() })
  return value
}

/** {@link param} for a component. */
export function useParam(name: string): string {
  return param(useParams(), name)
}

/** How one search parameter is read and written. */
interface Codec<T> {
  /** What stands when the URL says nothing, or nonsense. */
  fallback: T
  read(text: string): T
  write(value: T): string
  /** Typing must not fill the history; choosing a page or a filter must be undone by Back. */
  isTyped: boolean
}

/** Search texts are cut here, as the contract cuts them (`Search`). */
const LONGEST_TEXT = 200

/** A free text, `fallback` when absent. Changes replace the history entry. */
export function text(fallback: string): Codec<string> {
  return {
    fallback,
    read: (raw) => raw.toWellFormed().slice(0, LONGEST_TEXT),
    write: (value) => value,
    isTyped: true,
  }
}

/** One of the given words; `undefined` (all of them) when absent, unless a fallback is given. */
export function oneOf<const T extends string>(words: readonly T[]): Codec<T | undefined>
export function oneOf<const T extends string>(words: readonly T[], fallback: NoInfer<T>): Codec<T>
export function oneOf<const T extends string>(
  words: readonly T[],
  fallback?: T,
): Codec<T | undefined> {
  return {
    fallback,
    read: (raw) => words.find((word) => word === raw) ?? fallback,
    write: (value) => value ?? '',
    isTyped: false,
  }
}

/** Short texts with commas between them, none when absent. One that is too long to be meant is left out, never cut. */
export function texts(): Codec<readonly string[]> {
  const most = 50
  return {
    fallback: [],
    read: (raw) =>
      raw
        .toWellFormed()
        .split(',')
        .filter((part) => part !== '' && part.length <= LONGEST_TEXT)
        .slice(0, most),
    write: (value) => value.join(','),
    isTyped: true,
  }
}

/** A whole number from 1, `fallback` when absent or not one. */
export function whole(fallback: number): Codec<number> {
  return {
    fallback,
    read: (raw) => (/^[1-9]\d{0,5}$/.test(raw) ? Number(raw) : fallback),
    write: String,
    isTyped: false,
  }
}

// `any` is what lets codecs of different types share one record; each value keeps its own type in `SearchOf`.
// oxlint-disable-next-line typescript/no-explicit-any
export type SearchSchema = Record<string, Codec<any>>
export type SearchOf<S extends SearchSchema> = {
  [K in keyof S]: S[K] extends Codec<infer T> ? T : never
}

/** What the search parameters say, by the schema. */
export function parseSearch<S extends SearchSchema>(
  params: URLSearchParams,
  schema: S,
): SearchOf<S> {
  const entries = Object.entries(schema).map(([name, codec]) => {
    const raw = params.get(name)
    return [name, raw === null ? codec.fallback : codec.read(raw)]
  })
  // The entries are those of the schema, each read by its own codec.
  return Object.fromEntries(entries) as SearchOf<S>
}

/** {@link parseSearch} in a loader. */
export function readSearch<S extends SearchSchema>(request: Request, schema: S): SearchOf<S> {
  return parseSearch(new URL(request.url).searchParams, schema)
}

/**
 * The parameters after a change. What equals its fallback is left out; foreign parameters stay; a change that does
 * not name `page` goes back to the first page.
 */
export function writeSearch<S extends SearchSchema>(
  params: URLSearchParams,
  schema: S,
  change: Partial<SearchOf<S>>,
): URLSearchParams {
  const before = parseSearch(params, schema)
  const after: Record<string, unknown> = { ...before, ...change }
  if ('page' in schema && !('page' in change)) after['page'] = schema['page']?.fallback
  const written = new URLSearchParams(params)
  for (const [name, codec] of Object.entries(schema)) {
    const value = after[name]
    const text = value === undefined ? '' : codec.write(value)
    if (value === undefined || text === codec.write(codec.fallback)) written.delete(name)
    else written.set(name, text)
  }
  return written
}

/** Is the change only typing, so that it replaces the history entry? */
function isTyping<S extends SearchSchema>(schema: S, change: Partial<SearchOf<S>>): boolean {
  return Object.keys(change).every((name) => schema[name]?.isTyped || name === 'page')
}

/**
 * The page's search state, kept in the URL: `const [search, setSearch] = useSearch(schema)`.
 * The schema must be a constant of the module.
 */
export function useSearch<S extends SearchSchema>(
  schema: S,
): [SearchOf<S>, (change: Partial<SearchOf<S>>) => void] {
  const [params, setParams] = useSearchParams()
  const search = useMemo(() => parseSearch(params, schema), [params, schema])
  // A change made while the one before is still under way builds on that one, and not on what is shown.
  const { pathname } = useLocation()
  const underWay = useNavigation().location
  const coming = underWay?.pathname === pathname ? underWay.search : undefined
  const setSearch = useCallback(
    (change: Partial<SearchOf<S>>) => {
      const isOnlyPage = Object.keys(change).every((name) => name === 'page')
      const from = (current: URLSearchParams) =>
        coming === undefined ? current : new URLSearchParams(coming)
      setParams((current) => writeSearch(from(current), schema, change), {
        replace: !isOnlyPage && isTyping(schema, change),
        preventScrollReset: true,
      })
    },
    [schema, setParams, coming],
  )
  return [search, setSearch]
}
