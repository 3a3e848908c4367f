import { execFileSync } from 'node:child_process'

import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { curl, encodeSegment, shellWord, visibleJson } from './curl'

/** What a POSIX shell hands to curl: the command runs with a function of that name that prints its arguments. */
function argumentsOf(command: string): string[] {
  const script = `curl() { for word in "$@"; do printf '%s\\0' "$word"; done; }\n${command}\n`
  const output = execFileSync('sh', ['-c', script], {
    env: { STOA_API_URL: 'http://api.test', TOKEN: 'the-token', API_KEY: 'the-key' },
    encoding: 'utf8',
  })
  return output.split('\0').slice(0, -1)
}

/** Percent-encoding of ASCII undone, whatever else the text holds. */
const decodeSafely = (url: string) =>
  url.replace(/%([2-7][0-9A-Fa-f])/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )

const hostile = [
  `it's`,
  '"; rm -rf / #',
  '$(touch /tmp/owned)',
  '`id`',
  '\\',
  "'\\''",
  '!history',
  'line\nbreak\r\n',
  '-X DELETE',
  '@/etc/passwd',
  '🙂 é ‮gpj.exe',
  '..%2f..%2f',
  '',
]
const text = fc.oneof(
  fc.constantFrom(...hostile),
  fc.string({ unit: 'grapheme' }).filter((value) => !value.includes('\0')),
)

describe('curl', () => {
  it('quotes any text as one shell word', () => {
    const words = [...hostile, ...fc.sample(text, 300)]
    expect(argumentsOf(`curl ${words.map(shellWord).join(' ')}`)).toEqual(words)
  })

  it('carries any body to the server unchanged', () => {
    fc.assert(
      fc.property(fc.dictionary(text, text, { maxKeys: 3 }), (body) => {
        const command = curl({
          method: 'POST',
          base: 'STOA_API_URL',
          path: ['v1', 'contracts'],
          credential: 'TOKEN',
          body,
        })
        const words = argumentsOf(command)
        expect(words.slice(0, 4)).toEqual(['-s', '-X', 'POST', 'http://api.test/v1/contracts'])
        expect(words[5]).toBe('Authorization: Bearer the-token')
        expect(words).toHaveLength(10)
        expect(JSON.parse(words[9] ?? '')).toEqual(JSON.parse(JSON.stringify(body)))
      }),
      { numRuns: 40 },
    )
  })

  it('keeps any path segment and query inside its place', () => {
    fc.assert(
      fc.property(text, text, (segment, search) => {
        const command = curl({
          method: 'GET',
          base: 'STOA_API_URL',
          path: ['v1', 'consumers', segment],
          query: { search },
        })
        const words = argumentsOf(command)
        expect(words).toHaveLength(4)
        const url = words[3] ?? ''
        const [path, query] = url.split('?')
        expect(decodeURIComponent(path?.split('/').at(-1) ?? '')).toBe(segment)
        expect(new URLSearchParams(query).get('search')).toBe(search)
      }),
      { numRuns: 40 },
    )
  })

  it('keeps any typed target one word that leads to the gateway', () => {
    fc.assert(
      fc.property(text, (typed) => {
        const words = argumentsOf(
          curl({ method: 'GET', base: 'STOA_API_URL', path: `/orders/v1/${typed}` }),
        )
        expect(words).toHaveLength(4)
        expect(words[3]?.startsWith('http://api.test/')).toBe(true)
        const sent = new URL(`http://x/orders/v1/${typed}`)
        expect(decodeSafely(words[3] ?? '')).toBe(
          decodeSafely(`http://api.test${sent.pathname}${sent.search}`),
        )
      }),
      { numRuns: 40 },
    )
  })

  it('never writes a credential, only its variable', () => {
    const command = curl({
      method: 'GET',
      base: 'STOA_GATEWAY_URL',
      path: ['my-service-api', 'v1', 'health'],
      credential: 'API_KEY',
    })
    expect(command).toBe(
      'curl -s -X GET "${STOA_GATEWAY_URL}/my-service-api/v1/health" \\\n  -H "X-API-Key: $API_KEY"',
    )
  })

  it('shows characters that would change how the command reads', () => {
    expect(visibleJson({ name: 'a\u202eb\u200b' })).toBe('{\n  "name": "a\\u202eb\\u200b"\n}')
  })

  it('leaves only unreserved characters in a segment', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (segment) => {
        expect(encodeSegment(segment)).toMatch(/^[A-Za-z0-9\-_.~%]*$/)
      }),
    )
  })

  it('sends a text as it stands, asks for headers alone with HEAD, and never writes a credential', () => {
    const words = argumentsOf(
      curl({
        method: 'POST',
        base: 'STOA_API_URL',
        path: '/a',
        headers: { 'X-Empty': '', Authorization: 'Basic secret' },
        text: "@it's",
      }),
    )
    expect(words.slice(-6)).toEqual([
      '-H',
      'X-Empty;',
      '-H',
      'Authorization: ',
      '--data-raw',
      "@it's",
    ])
    const head = curl({ method: 'HEAD', base: 'STOA_API_URL', path: '/a' })
    expect(argumentsOf(head)).toEqual(['-s', '--head', 'http://api.test/a'])
  })
})
