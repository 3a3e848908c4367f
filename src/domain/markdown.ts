/**
 * The part of Markdown that descriptions use, as plain data: headings, paragraphs, lists, code, emphasis and links. HTML in it stays
 * text, pictures become their words, and only http, https and mailto are links (security.md T17).
 */

export type Inline =
  | { kind: 'text' | 'code' | 'strong' | 'emphasis'; text: string }
  | { kind: 'link'; text: string; href: string }

export type Block =
  | { kind: 'paragraph' | 'heading'; inline: Inline[] }
  | { kind: 'list'; isOrdered: boolean; items: Inline[][] }
  | { kind: 'code'; text: string }

/** More than this is not read: it would hold up the page, and nobody reads it there. */
const LONGEST = 20_000

const item = /^\s*(?:([-*+])|\d{1,9}[.)])\s+/

export function markdown(text: string): Block[] {
  const lines = text.slice(0, LONGEST).split(/\r\n|\n|\r/)
  const blocks: Block[] = []
  let at = 0
  while (at < lines.length) {
    const line = lines[at] ?? ''
    if (line.trim() === '') {
      at += 1
      continue
    }
    const { block, next } = blockAt(lines, at)
    blocks.push(block)
    at = next
  }
  return blocks
}

function blockAt(lines: readonly string[], at: number): { block: Block; next: number } {
  const line = lines[at] ?? ''
  if (/^\s*(```|~~~)/.test(line)) return codeAt(lines, at)
  const heading = /^\s*#{1,6}\s+(.*?)\s*#*\s*$/.exec(line)
  if (heading)
    return { block: { kind: 'heading', inline: inlineOf(heading[1] ?? '') }, next: at + 1 }
  if (item.test(line)) return listAt(lines, at)
  const next = endOf(lines, at, (one) => one.trim() !== '' && !isOwnBlock(one))
  const inline = inlineOf(lines.slice(at, next).join(' '))
  return { block: { kind: 'paragraph', inline }, next }
}

const isOwnBlock = (line: string): boolean => /^\s*(```|~~~|#{1,6}\s)/.test(line) || item.test(line)

/** The first line after `at` that does not belong to it. */
function endOf(lines: readonly string[], at: number, belongs: (line: string) => boolean): number {
  const found = lines.findIndex((line, index) => index > at && !belongs(line))
  return found === -1 ? lines.length : found
}

function codeAt(lines: readonly string[], at: number): { block: Block; next: number } {
  const fence = (lines[at] ?? '').trim().slice(0, 3)
  const end = endOf(lines, at, (line) => !line.trim().startsWith(fence))
  return { block: { kind: 'code', text: lines.slice(at + 1, end).join('\n') }, next: end + 1 }
}

function listAt(lines: readonly string[], at: number): { block: Block; next: number } {
  const next = endOf(lines, at, (line) => item.test(line) || /^\s+\S/.test(line))
  const items: string[] = []
  for (const line of lines.slice(at, next)) {
    if (item.test(line)) items.push(line.replace(item, ''))
    else items.push(`${items.pop() ?? ''} ${line.trim()}`)
  }
  const isOrdered = item.exec(lines[at] ?? '')?.[1] === undefined
  return { block: { kind: 'list', isOrdered, items: items.map(inlineOf) }, next }
}

/** Every part has a bound, so that no text makes it look for an end again and again. */
const mark =
  /`([^`]{1,500})`|\*\*([^*]{1,500})\*\*|__([^_]{1,500})__|!?\[([^[\]]{0,500})\]\(([^()\s]{1,1000})[^()]{0,200}\)|\*([^*\s][^*]{0,500})\*|<((?:https?:\/\/|mailto:)[^<>\s]{1,1000})>/g

function inlineOf(text: string): Inline[] {
  const found: Inline[] = []
  let at = 0
  for (const match of text.matchAll(mark)) {
    if (match.index > at) found.push({ kind: 'text', text: text.slice(at, match.index) })
    found.push(marked(match))
    at = match.index + match[0].length
  }
  if (at < text.length) found.push({ kind: 'text', text: text.slice(at) })
  return found
}

function marked([
  whole,
  code,
  strong,
  under,
  words,
  href,
  emphasis,
  address,
]: RegExpExecArray): Inline {
  if (code !== undefined) return { kind: 'code', text: code }
  const bold = strong ?? under
  if (bold !== undefined) return { kind: 'strong', text: bold }
  if (emphasis !== undefined) return { kind: 'emphasis', text: emphasis }
  const target = address ?? href ?? ''
  const text = words ?? target
  const isPicture = whole.startsWith('!')
  return isPicture || !/^(https?:\/\/|mailto:)/i.test(target)
    ? { kind: 'text', text }
    : { kind: 'link', text, href: target }
}
