/**
 * What an OpenAPI document (3.0, 3.1 or Swagger 2.0) says about an API's operations. What is not as the specification has it is
 * left out, and no reference is followed.
 */

import { entriesOf, isObject, listOf, type Loose, own, textOf, textsOf } from './loose'

/** An operation as a list shows it. */
export interface OperationLine {
  /** In capitals. */
  method: string
  /** As it stands in the document, with its placeholders: `/items/{id}`. */
  path: string
  /** The operation's own id where it has no summary. */
  summary: string
  operationId: string
  tags: string[]
  isDeprecated: boolean
}

export interface Operation extends OperationLine {
  /** Of its body the first media type with the example that stands beside it, where there is one. */
  body: { contentType: string; example: string } | undefined
}

const methods = ['get', 'head', 'post', 'put', 'patch', 'delete', 'options', 'trace'] as const

/** All operations that a test call can make, in the order of the document: no page may send a TRACE. */
export function operationsOf(document: unknown): Operation[] {
  const callable = rawOperations(document).filter(({ line }) => line.method !== 'TRACE')
  return callable.map(({ line, operation }) => ({
    ...line,
    body: bodyOf(operation),
  }))
}

/** {@link operationsOf} without their bodies. */
export function operationLines(document: unknown): OperationLine[] {
  return rawOperations(document).map(({ line }) => line)
}

export interface RawOperation {
  line: OperationLine
  operation: Loose
  /** What the path says for all of its operations. */
  item: Loose
}

/** The operations as they stand in the document, each with its path's own members. */
export function rawOperations(document: unknown): RawOperation[] {
  return entriesOf(own(document, 'paths'))
    .filter(([path]) => path.startsWith('/'))
    .flatMap(([path, item]) =>
      methods.flatMap((method) => {
        const operation = own(item, method)
        return isObject(operation) && isObject(item)
          ? [{ line: lineOf(method, path, operation), operation, item }]
          : []
      }),
    )
}

function lineOf(method: string, path: string, operation: Loose): OperationLine {
  const operationId = textOf(own(operation, 'operationId'))
  return {
    method: method.toUpperCase(),
    path,
    summary: textOf(own(operation, 'summary')) || operationId,
    operationId,
    tags: textsOf(own(operation, 'tags')),
    isDeprecated: own(operation, 'deprecated') === true,
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

/** The example that stands beside a schema, or in it, as text; '' where there is none. */
export function exampleOf(media: unknown): string {
  const named = own(media, 'examples')
  const first = isObject(named) ? own(Object.values(named)[0], 'value') : undefined
  const example = own(media, 'example') ?? first ?? own(own(media, 'schema'), 'example')
  if (example === undefined) return ''
  return typeof example === 'string' ? example : JSON.stringify(example, null, 2)
}
