/** Writes JSON values as block YAML, for reading: every text in double quotes, as JSON writes it, so that nothing needs to be guessed. */

import { visibleJson } from './curl'

/** A word that no YAML reader takes for anything but this text. */
const plainName = /^[A-Za-z][A-Za-z0-9_]*$/
const ambiguous = /^(y|n|yes|no|on|off|true|false|null)$/i

/** A text to be written as a block over several lines, where every character of it shows itself. */
export class YamlBlock {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

/** What may stand in a block: nothing invisible, nothing that a reader would take for its indentation or strip from its end. */
const showsItself =
  /^[\p{L}\p{M}\p{N}\p{P}\p{S}](?:[\p{L}\p{M}\p{N}\p{P}\p{S} \n]*[\p{L}\p{M}\p{N}\p{P}\p{S}])?$/u

const nameOf = (name: string) =>
  plainName.test(name) && !ambiguous.test(name) ? name : visibleJson(name)

/**
 * @param value any JSON value
 * @returns lines without a final newline
 */
export function yaml(value: unknown): string {
  return lines(value).join('\n')
}

function lines(value: unknown): string[] {
  if (Array.isArray(value) && value.length > 0)
    return value.flatMap((item) => hang('- ', lines(item)))
  if (value instanceof YamlBlock) return [visibleJson(value.text)]
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return [visibleJson(value)]
  const entries = Object.entries(value).filter(([, member]) => member !== undefined)
  return entries.length === 0 ? ['{}'] : entries.flatMap(([name, member]) => entry(name, member))
}

function entry(name: string, member: unknown): string[] {
  if (member instanceof YamlBlock && showsItself.test(member.text))
    return [`${nameOf(name)}: |-`, ...member.text.split('\n').map((line) => `  ${line}`)]
  const inner = lines(member)
  const isBlock =
    !(member instanceof YamlBlock) &&
    typeof member === 'object' &&
    member !== null &&
    Object.keys(member).length > 0
  return isBlock
    ? [`${nameOf(name)}:`, ...inner.map((line) => `  ${line}`)]
    : [`${nameOf(name)}: ${inner.join('')}`]
}

const hang = (mark: string, inner: string[]) =>
  inner.map((line, at) => (at === 0 ? mark : ' '.repeat(mark.length)) + line)
