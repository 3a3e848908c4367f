/** From the bytes or the text of a document to its outline, or to what is wrong with it, by line. */

import type { DocumentFault, Unplaced } from './fault'
import { limits } from './limits'
import { isObject } from './loose'
import { outlineOf, type Outline } from './outline'
import { schemaFaults, specificationOf } from './schema'
import { readSource } from './source'

export interface ReadDocument {
  outline: Outline
  /** The whole document as JSON, as it will be stored. */
  json: string
  /** UTF-8 bytes of `json`. */
  bytes: number
  /** Levels of lists and objects. */
  depth: number
}

export type Reading = ReadDocument | { faults: DocumentFault[] }

/** Where a document comes from. */
export interface DocumentSource {
  content: string | Uint8Array
  /** Address that it was read from: relative servers are meant from there. */
  from?: string
}

/** Reads and checks a whole document. Takes seconds for a large one: not for the thread that draws the page. */
export function readDocument({ content, from }: DocumentSource): Reading {
  const text = textOf(content)
  if (typeof text !== 'string') return refused(text)
  const source = readSource(text)
  if ('faults' in source) return source
  const { value, place, depth } = source
  if (!isObject(value)) return refused(place(whole('no-document')))
  const specification = specificationOf(value)
  if (!specification) return refused(place(versionFault(value)))
  const faults = schemaFaults(value, specification)
  if (faults.length > 0) return { faults: faults.slice(0, limits.faults).map(place) }
  const json = JSON.stringify(value)
  return {
    outline: outlineOf(value, specification, from),
    json,
    bytes: new TextEncoder().encode(json).length,
    depth,
  }
}

const whole = (code: Unplaced['code']): Unplaced => ({ code, pointer: '', subject: '' })

const refused = (...faults: DocumentFault[]): Reading => ({ faults })

function textOf(content: string | Uint8Array): string | DocumentFault {
  const nowhere = { line: undefined, excerpt: '' }
  if (typeof content === 'string') return content
  if (content.length > limits.text) return { ...whole('too-large'), ...nowhere }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content)
  } catch {
    return { ...whole('not-text'), ...nowhere }
  }
}

/** Either no OpenAPI document at all, or one of a version that nobody here knows. */
function versionFault(document: object): Unplaced {
  const name = 'openapi' in document ? 'openapi' : 'swagger'
  if (!(name in document)) return whole('no-document')
  const said = (document as Record<string, unknown>)[name]
  return { code: 'version', pointer: `/${name}`, subject: String(said).slice(0, 40) }
}
