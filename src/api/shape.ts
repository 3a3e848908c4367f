/** Does an answer have the shape that the contract promises? Says which field does not, so that a panel can name it. */

import { isRecord } from '~/domain/record'
import { Failure } from '~/domain/failure'
import { m } from '~/i18n/gen/messages'

/** What one field must be. A trailing `?` allows null. Unknown words of an enumeration are text and pass (security.md R21). */
type Plain = 'string' | 'number' | 'boolean' | 'object'
type Kind = Plain | `${Plain}?` | 'any'

/** A shape that names every required field of `T`: a field that the contract gains and the shape lacks is a compile error. */
export type Shape<T> = {
  [K in keyof T as object extends Pick<T, K> ? never : K]-?: NonNullable<
    T[K]
  > extends readonly (infer Item)[]
    ? readonly [Item extends object ? Shape<Item> | 'object' : Kind]
    : NonNullable<T[K]> extends object
      ? Kind | Shape<NonNullable<T[K]>>
      : Kind
}

type AnyShape = { readonly [field: string]: Kind | AnyShape | readonly [Kind | AnyShape] }

function isOfKind(value: unknown, kind: Kind): boolean {
  if (kind === 'any') return value !== undefined
  const isNullable = kind.endsWith('?')
  if (value === null) return isNullable
  const plain = isNullable ? kind.slice(0, -1) : kind
  if (plain === 'object') return isRecord(value)
  return typeof value === plain && (plain !== 'number' || Number.isFinite(value))
}

/** The path of the first field that is wrong, as `items[3].name`; undefined when all is well. */
function faultIn(
  value: unknown,
  shape: Kind | AnyShape | readonly [Kind | AnyShape],
  at: string,
): string | undefined {
  if (typeof shape === 'string') return isOfKind(value, shape) ? undefined : at
  if (isList(shape)) {
    if (!Array.isArray(value)) return at
    return firstFault(
      value.map((item: unknown, index) => () => faultIn(item, shape[0], `${at}[${index}]`)),
    )
  }
  if (!isRecord(value)) return at
  return firstFault(
    Object.entries(shape).map(
      ([field, kind]) =>
        () =>
          faultIn(
            Object.hasOwn(value, field) ? value[field] : undefined,
            kind,
            at ? `${at}.${field}` : field,
          ),
    ),
  )
}

function isList(shape: AnyShape | readonly [Kind | AnyShape]): shape is readonly [Kind | AnyShape] {
  return Array.isArray(shape)
}

function firstFault(checks: (() => string | undefined)[]): string | undefined {
  for (const check of checks) {
    const fault = check()
    if (fault !== undefined) return fault
  }
  return undefined
}

/**
 * Lets an answer pass when it has the shape.
 * @throws a `malformed` Failure that names the first wrong field
 */
export function checked<T>(shape: Shape<T>, answer: T): T {
  const fault = faultIn(answer, shape, '')
  if (fault === undefined) return answer
  throw new Failure({ kind: 'malformed', message: m.errors_wrong_field({ field: fault || '{}' }) })
}
