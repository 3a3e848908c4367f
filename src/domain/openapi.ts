/**
 * What a stored OpenAPI document (3.0, 3.1 or Swagger 2.0) says about an API's operations. A stranger wrote it, so nothing
 * in it is taken for granted: what is not as the specification has it is left out, and no reference is followed.
 */

type Loose = Readonly<Record<string, unknown>>

interface Operation {
  method: string
  /** As it stands in the document, with its placeholders: `/items/{id}`. */
  path: string
  summary: string
  /** Of its body the first media type with the example that stands beside it, where there is one. */
  body: { contentType: string; example: string } | undefined
}

const methods = ['get', 'head', 'post', 'put', 'patch', 'delete', 'options'] as const

const isObject = (value: unknown): value is Loose =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const own = (value: unknown, name: string): unknown =>
  isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

/** All operations in the order of the document. */
export function operationsOf(document: unknown): Operation[] {
  const paths = own(document, 'paths')
  if (!isObject(paths)) return []
  return Object.entries(paths)
    .filter(([path]) => path.startsWith('/'))
    .flatMap(([path, item]) =>
      methods.flatMap((method) => {
        const operation = own(item, method)
        return isObject(operation) ? [operationOf(method, path, operation)] : []
      }),
    )
}

function operationOf(method: string, path: string, operation: Loose): Operation {
  return {
    method: method.toUpperCase(),
    path,
    summary: textOf(own(operation, 'summary')) || textOf(own(operation, 'operationId')),
    body: bodyOf(operation),
  }
}

function bodyOf(operation: Loose): Operation['body'] {
  const content = own(own(operation, 'requestBody'), 'content')
  if (isObject(content)) {
    const [contentType, media] = Object.entries(content)[0] ?? []
    return contentType === undefined ? undefined : { contentType, example: exampleOf(media) }
  }
  // Swagger 2.0 describes the body as one of the parameters.
  const parameter = listOf(own(operation, 'parameters')).find((one) => own(one, 'in') === 'body')
  const schema = own(parameter, 'schema')
  if (parameter === undefined) return undefined
  const consumed = textOf(listOf(own(operation, 'consumes'))[0])
  return { contentType: consumed || 'application/json', example: exampleOf({ schema }) }
}

function exampleOf(media: unknown): string {
  const named = own(media, 'examples')
  const first = isObject(named) ? own(Object.values(named)[0], 'value') : undefined
  const example = own(media, 'example') ?? first ?? own(own(media, 'schema'), 'example')
  if (example === undefined) return ''
  return typeof example === 'string' ? example : JSON.stringify(example, null, 2)
}
