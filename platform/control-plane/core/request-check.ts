/** Checks path, query, headers and body of a request against the contract; what passes is typed as the contract says. */
import type {
  OperationDescription,
  Parameter,
  ParameterPlace,
  Schema,
} from './contract-document.ts'
import { isStorable, parseJson, readText } from './json-body.ts'
import type { Fault } from './problems.ts'
import { Refusal, invalid } from './problems.ts'
import type { Check } from './schema-check.ts'
import { checkOf, pointerSegment } from './schema-check.ts'

type Values = Record<string, unknown>

export interface CheckedRequest {
  path: Values
  query: Values
  headers: Values
  body: unknown
  /** The body as it was sent: its hash tells a replay from another request. */
  bodyText: string
}

export interface RequestCheck {
  (request: Request, url: URL, pathValues: Record<string, string>): Promise<CheckedRequest>
}

/** Compiles the checks of one operation. */
export function requestCheckOf(operation: OperationDescription): RequestCheck {
  const checkPath = checkOf(schemaOf(operation, 'path'), 'parameters')
  const checkQuery = checkOf(schemaOf(operation, 'query'), 'parameters')
  const checkHeaders = checkOf(schemaOf(operation, 'header'), 'parameters')
  const lists = new Set(namesOf(operation, 'query', ({ schema }) => schema['type'] === 'array'))
  const headerNames = namesOf(operation, 'header', () => true)
  const readBody = bodyReaderOf(operation)

  return async (request, url, pathValues) => {
    const path: Values = { ...pathValues }
    const { values: query, faults } = queryOf(url, lists)
    const headers = headersOf(request, headerNames)
    faults.push(
      ...checkPath(path, '/path'),
      ...checkQuery(query, '/query'),
      ...checkHeaders(headers, '/header'),
    )
    if (faults.length > 0) throw invalid(...faults)
    const { body, bodyText } = await readBody(request)
    return { path, query, headers, body, bodyText }
  }
}

function schemaOf({ parameters }: OperationDescription, place: ParameterPlace): Schema {
  const own = parameters.filter((parameter) => parameter.in === place)
  return {
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries(own.map(({ name, schema }) => [name, schema])),
    required: own.filter(({ required }) => required === true).map(({ name }) => name),
  }
}

function namesOf(
  { parameters }: OperationDescription,
  place: ParameterPlace,
  suits: (parameter: Parameter) => boolean,
): string[] {
  return parameters.filter((one) => one.in === place && suits(one)).map(({ name }) => name)
}

function queryOf(url: URL, lists: ReadonlySet<string>): { values: Values; faults: Fault[] } {
  const values = new Map<string, unknown>()
  const faults: Fault[] = []
  for (const name of new Set(url.searchParams.keys())) {
    const pointer = `/query/${pointerSegment(name)}`
    const given = url.searchParams.getAll(name)
    if (!given.every(isStorable)) faults.push({ pointer, detail: 'This holds a NUL.' })
    else if (lists.has(name)) values.set(name, given)
    else if (given.length > 1) faults.push({ pointer, detail: 'This may be given only once.' })
    else values.set(name, given[0])
  }
  return { values: Object.fromEntries(values), faults }
}

function headersOf(request: Request, names: string[]): Values {
  const given = names.map((name) => [name, request.headers.get(name)] as const)
  return Object.fromEntries(given.filter(([, value]) => value !== null))
}

type BodyReader = (request: Request) => Promise<{ body: unknown; bodyText: string }>

/** Compiles the reading of a body: content type, size, JSON, schema. */
function bodyReaderOf({ body, method }: OperationDescription): BodyReader {
  const checks = new Map<string, Check>()
  for (const [type, { schema }] of Object.entries(body?.content ?? {}))
    checks.set(type, checkOf(schema ?? {}, method === 'PATCH' ? 'patch' : 'body'))
  const accepted = [...checks.keys()]

  return async (request) => {
    const bodyText = await readText(request)
    if (bodyText === '') {
      if (body?.required === true) throw new Refusal(400, 'A body is required.')
      return { body: undefined, bodyText }
    }
    if (!body) throw new Refusal(400, 'This operation takes no body.')
    const type = mediaTypeOf(request)
    const check = checks.get(type)
    if (!check)
      throw new Refusal(415, `The Content-Type must be ${accepted.join(' or ')}.`, {
        headers: { Accept: accepted.join(', ') },
      })
    const value = type.endsWith('json') ? parseJson(bodyText) : bodyText
    const faults = check(value)
    if (faults.length > 0) throw invalid(...faults)
    return { body: value, bodyText }
  }
}

function mediaTypeOf(request: Request): string {
  const [type = ''] = (request.headers.get('content-type') ?? '').split(';')
  return type.trim().toLowerCase()
}
