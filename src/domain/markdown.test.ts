import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { markdown } from './markdown'

const inline = (text: string) =>
  markdown(text).flatMap((block) => ('inline' in block ? block.inline : []))

describe('a description', () => {
  it('has headings, paragraphs, lists and code', () => {
    const text =
      '# Pets\nAll the\n*pets*.\n\n- one\n  and a half\n- two\n\n1. first\n```json\n{}\n```\n'
    expect(markdown(text)).toMatchObject([
      { kind: 'heading', inline: [{ text: 'Pets' }] },
      { kind: 'paragraph' },
      { kind: 'list', isOrdered: false, items: [[{ text: 'one and a half' }], [{ text: 'two' }]] },
      { kind: 'list', isOrdered: true },
      { kind: 'code', text: '{}' },
    ])
    expect(inline('a **b** `c` *d*').map(({ kind }) => kind)).toEqual([
      'text',
      'strong',
      'text',
      'code',
      'text',
      'emphasis',
    ])
  })

  it('links to web and mail addresses only, and has no pictures and no HTML', () => {
    expect(inline('[a](https://x.example)')).toEqual([
      { kind: 'link', text: 'a', href: 'https://x.example' },
    ])
    expect(
      inline('[a](javascript:alert) ![b](https://x.example/b.png) <script>x</script>'),
    ).toEqual([
      { kind: 'text', text: 'a' },
      { kind: 'text', text: ' ' },
      { kind: 'text', text: 'b' },
      { kind: 'text', text: ' <script>x</script>' },
    ])
  })

  it('never links to anything else, whatever is written, and is read in no time', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (words, target) => {
        const hrefs = inline(`[${words}](${target})`).flatMap((part) =>
          part.kind === 'link' ? [part.href] : [],
        )
        expect(hrefs.every((href) => /^(https?:\/\/|mailto:)/i.test(href))).toBe(true)
      }),
    )
    const started = performance.now()
    for (const hostile of ['[', '![', '**', '`', '_', '<https://', '](', '- ', '# ', '```\n'])
      markdown(hostile.repeat(100_000))
    expect(performance.now() - started).toBeLessThan(3_000)
  })
})
