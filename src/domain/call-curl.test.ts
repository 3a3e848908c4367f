import { execFileSync } from 'node:child_process'

import * as fc from 'fast-check'
import { expect, it } from 'vitest'

import { type CallForm, requestOf } from './call'
import { curl } from './curl'

const environment = { STOA_GATEWAY_URL: 'http://gateway.test', API_KEY: 'the-key' }

interface Parsed {
  method: string
  url: string
  headers: [string, string][]
  body: string | undefined
}

/** What curl would send, read back from the words that a real shell hands to it. */
function parsed(command: string): Parsed {
  const script = `curl() { for word in "$@"; do printf '%s\\0' "$word"; done; }\n${command}\n`
  const output = execFileSync('sh', ['-c', script], { env: environment, encoding: 'utf8' })
  const words = output.split('\0').slice(0, -1)
  const found: Parsed = { method: 'GET', url: '', headers: [], body: undefined }
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? ''
    const next = () => words[(at += 1)] ?? ''
    if (word === '-s') continue
    else if (word === '-X') found.method = next()
    else if (word === '--head') found.method = 'HEAD'
    else if (word === '--data-raw') found.body = next()
    else if (word === '-H') found.headers.push(headerOf(next()))
    else if (word.startsWith('http') && found.url === '') found.url = word
    else throw new Error(`an option that nobody wrote: ${word}`)
  }
  return found
}

/** `Name: value`, or `Name;` for one without a value. */
function headerOf(line: string): [string, string] {
  const [, name = '', value = ''] = /^([^:;]+)(?:: (.*)|;)$/s.exec(line) ?? []
  return [name.toLowerCase(), value]
}

const awkward = fc.oneof(
  fc.constantFrom(
    `it's`,
    '$(id)',
    '`id`',
    '"',
    '\\',
    '!x',
    '@file',
    '-X',
    '🙂',
    'a b',
    '%2e',
    '&=',
  ),
  fc.string({ unit: 'grapheme' }),
)
const text = awkward.filter((value) => !value.includes('\0') && value.isWellFormed())
const name = fc.stringMatching(/^X-[A-Za-z0-9-]{1,12}$/)
const value = fc.stringMatching(/^[ -~]{0,20}$/).map((found) => found.trim())
const form: fc.Arbitrary<Omit<CallForm, 'apiKey' | 'keySource'>> = fc.record({
  method: fc.constantFrom('GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'),
  path: text.map((found) => `/${found}`),
  query: fc.dictionary(text, text, { maxKeys: 3 }),
  headers: fc.dictionary(name, value, { maxKeys: 3, noNullPrototype: true }),
  body: text,
})

it('the copied curl is the request that is sent', () => {
  fc.assert(
    fc.property(form, (typed) => {
      const { body, ...request } = requestOf('/orders/v1', typed)
      // What src/api/gateway.ts gives to fetch, as fetch itself understands it.
      const sent = new Request(`http://gateway.test${request.path}`, {
        method: request.method,
        headers: { ...request.headers, 'X-API-Key': 'the-key' },
      })
      const copied = parsed(
        curl({
          ...request,
          base: 'STOA_GATEWAY_URL',
          credential: 'API_KEY',
          ...(body !== undefined && { text: body }),
        }),
      )
      expect(copied.method).toBe(sent.method)
      expect(copied.url).toBe(sent.url)
      expect(copied.body).toBe(body)
      expect(Object.fromEntries(copied.headers)).toEqual(Object.fromEntries(sent.headers))
    }),
    { numRuns: 60 },
  )
})
