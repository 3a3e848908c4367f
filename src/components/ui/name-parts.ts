/**
 * Names come from anybody. What could deceive the eye is made visible: control, bidi and zero-width characters are
 * shown by their code point, and names that mix alphabets within a word are pointed out (security.md, T18).
 */

export type NamePart = { kind: 'text'; text: string } | { kind: 'hidden'; code: string }

// Controls, format characters (bidi marks, zero-width, tags), line and paragraph separators, lone surrogates,
// private use, and the blanks that draw nothing though Unicode calls them letters or symbols.
const hidden =
  /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\u115F\u1160\u2800\u3164\uFFA0]|\u034F|\u17B4|\u17B5/u

/** `U+202E`. */
const codeOf = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`

/** Splits a name into what may be drawn as it is and what has to be named. */
export function nameParts(name: string): NamePart[] {
  const parts: NamePart[] = []
  for (const character of name) {
    const last = parts.at(-1)
    if (hidden.test(character)) parts.push({ kind: 'hidden', code: codeOf(character) })
    else if (last?.kind === 'text') last.text += character
    else parts.push({ kind: 'text', text: character })
  }
  return parts
}

/** The name as plain text for titles and labels: nothing in it can turn the text around. */
export const plainName = (name: string): string =>
  nameParts(name)
    .map((part) => (part.kind === 'text' ? part.text : `[${part.code}]`))
    .join('')

const lookalikes = [
  /\p{Script=Latin}/u,
  /\p{Script=Cyrillic}/u,
  /\p{Script=Greek}/u,
  /\p{Script=Armenian}/u,
  /\p{Script=Cherokee}/u,
]

/** Does one word of it mix alphabets whose letters look alike? */
export const hasMixedScripts = (name: string): boolean =>
  name
    .split(/[^\p{L}\p{M}]+/u)
    .some((word) => lookalikes.filter((script) => script.test(word)).length > 1)

/** Are they the same text, code point by code point? Look-alikes and composed forms are not. */
export const isSameText = (one: string, other: string): boolean => one === other
