/** What a document says of its API, in short: what a form is filled in with and what a person compares before it is stored. */

import { listOf, own, textOf, textsOf, entriesOf, type Loose } from './loose'
import { operationLines, type OperationLine } from './operations'
import type { Specification } from './schema'
import { serversOf, type Server } from './servers'

/** How callers of the API identify themselves, as its document has it. */
export interface SecurityHint {
  name: string
  /** `apiKey`, `http`, `oauth2`, `openIdConnect`, `mutualTLS`, `basic`. */
  type: string
  /** Where it goes: `header X-API-Key`, `bearer`; '' where nothing is said. */
  detail: string
}

export interface Outline {
  specification: Specification
  title: string
  version: string
  description: string
  /** Names, those that the document describes first. */
  tags: string[]
  servers: Server[]
  operations: OperationLine[]
  security: SecurityHint[]
}

/** @param from address that the document was read from: relative servers are meant from there */
export function outlineOf(document: Loose, specification: Specification, from?: string): Outline {
  const info = own(document, 'info')
  const operations = operationLines(document)
  const described = listOf(own(document, 'tags')).map((tag) => textOf(own(tag, 'name')))
  const used = operations.flatMap(({ tags }) => tags)
  return {
    specification,
    title: textOf(own(info, 'title')),
    version: textOf(own(info, 'version')),
    description: textOf(own(info, 'description')),
    tags: [...new Set([...described, ...used])].filter((tag) => tag.trim() !== ''),
    servers: serversOf(document, from),
    operations,
    security: securityOf(document),
  }
}

function securityOf(document: Loose): SecurityHint[] {
  const schemes =
    own(own(document, 'components'), 'securitySchemes') ?? own(document, 'securityDefinitions')
  return entriesOf(schemes).map(([name, scheme]) => {
    const place = [own(scheme, 'in'), own(scheme, 'in') && own(scheme, 'name')]
    const words = textsOf([...place, own(scheme, 'scheme'), own(scheme, 'bearerFormat')])
    return { name, type: textOf(own(scheme, 'type')), detail: words.join(' ') }
  })
}
