/** One operation of a document as a person reads it, worked out when it is opened and no sooner. */

import { entriesOf, isObject, listOf, type Loose, own, textOf, textsOf } from './loose'
import { exampleOf, rawOperations } from './operations'
import { followed } from './references'

export interface ParameterView {
  name: string
  /** `path`, `query`, `header`, `cookie`, `formData`. */
  place: string
  isRequired: boolean
  description: string
  /** For {@link schemaView}. */
  schema: unknown
}

export interface MediaView {
  contentType: string
  schema: unknown
  /** '' where the document gives none. */
  example: string
}

export interface ResponseView {
  /** `200`, `4XX`, `default`. */
  status: string
  description: string
  media: MediaView[]
}

export interface OperationView {
  description: string
  parameters: ParameterView[]
  body: { description: string; isRequired: boolean; media: MediaView[] } | undefined
  responses: ResponseView[]
  /** Names of the security schemes, each a way in of its own. */
  security: string[]
}

/** @returns undefined when the document has no such operation */
export function operationView(
  document: unknown,
  method: string,
  path: string,
): OperationView | undefined {
  const raw = rawOperations(document).find(
    ({ line }) => line.method === method && line.path === path,
  )
  if (!raw) return undefined
  const { operation, item } = raw
  const parameters = parametersOf(document, item, operation)
  const types = { document, operation }
  return {
    description: textOf(own(operation, 'description')),
    parameters: parameters.filter((one) => own(one, 'in') !== 'body').map(parameterView),
    body: bodyOf(types, parameters),
    responses: entriesOf(own(operation, 'responses')).map(([status, response]) =>
      responseOf(types, status, followed(document, response)),
    ),
    security: securityOf(own(operation, 'security') ?? own(document, 'security')),
  }
}

/** The operation's own parameters take the place of those that its path has under the same name. */
function parametersOf(document: unknown, item: Loose, operation: Loose): Loose[] {
  const all = [own(item, 'parameters'), own(operation, 'parameters')]
    .flatMap(listOf)
    .map((one) => followed(document, one))
    .filter(isObject)
  const keyOf = (one: Loose) => `${textOf(own(one, 'in'))} ${textOf(own(one, 'name'))}`
  return [...new Map(all.map((one) => [keyOf(one), one])).values()]
}

const parameterView = (parameter: Loose): ParameterView => ({
  name: textOf(own(parameter, 'name')),
  place: textOf(own(parameter, 'in')),
  isRequired: own(parameter, 'required') === true,
  description: textOf(own(parameter, 'description')),
  // Swagger 2.0 describes the type in the parameter itself.
  schema:
    own(parameter, 'schema') ?? mediaOf(own(parameter, 'content'))[0]?.schema ?? typeOf(parameter),
})

function typeOf(parameter: Loose): unknown {
  const { description: _, required: __, ...type } = parameter
  return type
}

interface Types {
  document: unknown
  operation: Loose
}

function bodyOf(types: Types, parameters: readonly Loose[]): OperationView['body'] {
  const { document, operation } = types
  const body =
    followed(document, own(operation, 'requestBody')) ??
    parameters.find((one) => own(one, 'in') === 'body')
  if (!isObject(body)) return undefined
  const schema = own(body, 'schema')
  return {
    description: textOf(own(body, 'description')),
    isRequired: own(body, 'required') === true,
    media:
      schema === undefined
        ? mediaOf(own(body, 'content'))
        : [{ contentType: swaggerType(types, 'consumes'), schema, example: exampleOf({ schema }) }],
  }
}

function responseOf(types: Types, status: string, response: unknown): ResponseView {
  const schema = own(response, 'schema')
  const example = exampleOf({ examples: undefined, schema })
  return {
    status,
    description: textOf(own(response, 'description')),
    media:
      schema === undefined
        ? mediaOf(own(response, 'content'))
        : [{ contentType: swaggerType(types, 'produces'), schema, example }],
  }
}

const mediaOf = (content: unknown): MediaView[] =>
  entriesOf(content).map(([contentType, media]) => ({
    contentType,
    schema: own(media, 'schema'),
    example: exampleOf(media),
  }))

const swaggerType = ({ document, operation }: Types, member: 'consumes' | 'produces'): string =>
  textsOf(own(operation, member) ?? own(document, member))[0] ?? 'application/json'

const securityOf = (security: unknown): string[] =>
  listOf(security).map((way) =>
    entriesOf(way)
      .map(([name, scopes]) => [name, ...textsOf(scopes)].join(' '))
      .join(' + '),
  )
