/** What is wrong with an OpenAPI document, and where. */

/** The page has a sentence for each of them. */
export type FaultCode =
  // The whole of it.
  | 'empty'
  | 'too-large'
  | 'not-text'
  | 'html'
  | 'no-document'
  | 'version'
  | 'timeout'
  | 'unreadable'
  // The text.
  | 'json'
  | 'yaml'
  | 'duplicate'
  | 'too-deep'
  | 'aliases'
  // A member, by the schema of its version.
  | 'required'
  | 'unknown'
  | 'type'
  | 'value'
  | 'pattern'
  | 'schema'

export interface DocumentFault {
  code: FaultCode
  /** RFC 6901, of the member at fault; '' for the whole document. */
  pointer: string
  /** From 1; undefined where no line can be named. */
  line: number | undefined
  /** The text of that line, cut. */
  excerpt: string
  /** What the sentence names: a member, a type, the reader's own words. */
  subject: string
}

/** A fault of which the line is not yet known. */
export type Unplaced = Pick<DocumentFault, 'code' | 'pointer' | 'subject'>

const LONGEST_EXCERPT = 160

/** The text of a line, without what a terminal or an eye could be misled by being left to the page. */
export function excerptOf(lines: readonly string[], line: number | undefined): string {
  const text = line === undefined ? '' : (lines[line - 1] ?? '').trimEnd()
  return text.length > LONGEST_EXCERPT ? `${text.slice(0, LONGEST_EXCERPT)}…` : text
}

/** A member's name as a segment of a JSON pointer. */
export const segment = (name: string | number): string =>
  String(name).replaceAll('~', '~0').replaceAll('/', '~1')

/** The names along a JSON pointer. */
export const namesOf = (pointer: string): string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
