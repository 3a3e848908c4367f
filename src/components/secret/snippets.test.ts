import { execFileSync } from 'node:child_process'
import { assert, property, string } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { snippets } from './snippets'

const textOf = (id: string, url: string) => {
  const found = snippets({ method: 'GET', url }).find((snippet) => snippet.id === id)
  if (found === undefined) throw new RangeError(id)
  return found.text
}

describe('snippets', () => {
  it('never hold a key, and take it from the environment', () => {
    for (const { text } of snippets({ method: 'GET', url: 'http://localhost:3001/orders/v1/' })) {
      expect(text).toContain('API_KEY')
      expect(text).not.toMatch(/stoa_sk_/)
    }
  })

  it('hand any address to the shell as one word', () => {
    const urls = string({ unit: 'grapheme-ascii' }).filter((url) => !url.includes('\0'))
    assert(
      property(urls, (url) => {
        // The first line asks for the key; the second is run with `printf` in the place of curl.
        const line = textOf('curl', url).split('read -rs API_KEY && export API_KEY\n')[1] ?? ''
        const script = `curl() { printf '%s\\0' "$@"; }\n${line}`
        const words = execFileSync('sh', ['-c', script], { env: { API_KEY: 'k' } })
          .toString()
          .split('\0')
        expect(words.slice(0, -1)).toEqual(['-sS', '-X', 'GET', url, '-H', 'X-API-Key: k'])
      }),
      { numRuns: 30 },
    )
  })

  it('write a literal that JavaScript and Python read alike', () => {
    const url = 'http://x/"\\\n'
    expect(textOf('javascript', url)).toContain('fetch("http://x/\\"\\\\\\n", {')
    expect(textOf('python', url)).toContain('    "http://x/\\"\\\\\\n",')
  })
})
