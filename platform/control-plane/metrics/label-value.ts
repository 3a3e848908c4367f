/**
 * The one escaper of PromQL label values. Prometheus' lexer ends a double-quoted string at `"` or a newline, reads `\` escapes,
 * and refuses U+FFFD even where it is meant (promql/parser/lex.go); a name from outside must not be able to leave its string.
 */

/** A text that no PromQL string can hold: it contains half of a surrogate pair. */
export class UnwritableLabelValue extends Error {
  override name = 'UnwritableLabelValue'
}

/**
 * The value as a PromQL string, with its quotes.
 * @throws UnwritableLabelValue when the text is not well-formed Unicode
 */
export function quoteLabelValue(value: string): string {
  if (!value.isWellFormed())
    throw new UnwritableLabelValue(
      'The text holds half of a surrogate pair, which no label can hold',
    )
  // oxlint-disable-next-line no-control-regex -- control characters are exactly what is escaped here
  const escaped = value.replace(/[\\"\u0000-\u001f\u007f\ufffd]/g, escapeCharacter)
  return `"${escaped}"`
}

function escapeCharacter(character: string): string {
  if (character === '\\' || character === '"') return `\\${character}`
  if (character === '\n') return String.raw`\n`
  const code = character.charCodeAt(0).toString(16)
  return code.length <= 2 ? `\\x${code.padStart(2, '0')}` : `\\u${code.padStart(4, '0')}`
}
