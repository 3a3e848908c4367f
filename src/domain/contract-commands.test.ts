import { execFileSync } from 'node:child_process'

import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import type { NewContract } from './contract'
import {
  patchCommand,
  putDocumentCommand,
  removeCommand,
  removeDocumentCommand,
  stepCommand,
  updateCommands,
} from './contract-commands'
import { reachableCommand, registerCommand } from './runbook-commands'

const id = '0193b5a0-0000-7000-8000-000000000001'
const etag = '"3"'
const env = { STOA_API_URL: 'http://api.test', TOKEN: 'the-token', API_KEY: 'the-key' }

/** What a POSIX shell hands to curl: its words, then what it would read from standard input. */
function ran(command: string): { words: string[]; input: string } {
  const script = [
    `curl() { for word in "$@"; do printf '%s\\0' "$word"; done; case "$*" in *@-*) cat ;; esac; }`,
    `jq() { cat; }`,
    command,
  ].join('\n')
  const output = execFileSync('sh', {
    input: script,
    env: { ...env, PATH: process.env['PATH'] ?? '' },
    encoding: 'utf8',
  })
  const parts = output.split('\0')
  return { words: parts.slice(0, -1), input: parts.at(-1) ?? '' }
}

const text = fc.oneof(
  fc.constantFrom(`it's`, '$(reboot)', '`id`', 'END_OF_JSON', '\nEND_OF_JSON\n', '\\', '🙂 é'),
  fc.string({ unit: 'grapheme' }).filter((value) => !value.includes('\0')),
)

describe('the commands of writes', () => {
  it('name the version that they change', () => {
    const commands = [
      patchCommand(id, { etag, patch: { description: 'x' } }),
      stepCommand({ id, etag }, { to: 'publish' }),
      removeCommand({ id, etag }, true),
      removeDocumentCommand({ id, etag }),
      putDocumentCommand({ id, etag }, { openapi: '3.1.0' }),
    ]
    for (const command of commands) expect(ran(command).words).toContain('If-Match: "3"')
  })

  it('carry what the page sends and nothing else', () => {
    expect(ran(stepCommand({ id, etag }, { to: 'publish' })).words).not.toContain('-d')
    const step = ran(stepCommand({ id, etag }, { to: 'deprecate', reason: `it's old` })).words
    expect(step[3]).toBe(`http://api.test/v1/contracts/${id}/deprecate`)
    expect(JSON.parse(step.at(-1) ?? '')).toEqual({ reason: `it's old` })
    expect(ran(removeCommand({ id, etag }, true)).words[3]).toMatch(/\?force=true$/)
    expect(ran(removeCommand({ id, etag }, false)).words[3]).not.toContain('force')
  })

  it('bring any document to the server unchanged, however long', () => {
    fc.assert(
      fc.property(fc.dictionary(text, text, { maxKeys: 4 }), (document) => {
        const { words, input } = ran(putDocumentCommand({ id, etag }, document))
        expect(words.slice(2, 4)).toEqual(['PUT', `http://api.test/v1/contracts/${id}/openapi`])
        expect(JSON.parse(input)).toEqual(JSON.parse(JSON.stringify(document)))
      }),
      { numRuns: 30 },
    )
    const long = { openapi: '3.1.0', info: 'x'.repeat(1_000_000) }
    expect(JSON.parse(ran(putDocumentCommand({ id, etag }, long)).input)).toEqual(long)
  })
})

it('a change and its document are two commands, the second on top of the first', () => {
  const patch = { description: 'x' }
  const both = updateCommands({ id, etag }, patch, { openapi: '3.1.0' })
  const [first, second] = both.split(/\n(?=curl )/)
  expect(ran(first ?? '').words).toContain('If-Match: "3"')
  expect(ran(second ?? '').words).toContain('If-Match: *')
  expect(ran(updateCommands({ id, etag }, undefined, { a: 1 })).words).toContain('If-Match: "3"')
})

describe('the commands of the runbook', () => {
  const install = { apiUrl: `http://api.test/it's`, gatewayUrl: 'http://gateway.test' }

  it('register with the values of this installation and keep the id', () => {
    const contract = { apiName: 'orders', description: `it's $(reboot)` } as NewContract
    const command = `${registerCommand(install, contract)}\nprintf '%s' "$CONTRACT_ID"`
    expect(command).toContain(`STOA_API_URL='http://api.test/it'\\''s'`)
    const printed = execFileSync(
      'sh',
      ['-c', `curl() { printf '%s|' "$@"; }\njq() { cat; }\n${command}`],
      { env, encoding: 'utf8' },
    )
    expect(printed).toContain(`http://api.test/it's/v1/contracts`)
    expect(printed).toContain(`it's $(reboot)`)
  })

  it('call through the gateway with the key of the shell, where one is asked for', () => {
    expect(ran(reachableCommand(install, '/orders/v1/health', true)).words.slice(5)).toEqual([
      'http://gateway.test/orders/v1/health',
      '-H',
      'X-API-Key: the-key',
    ])
    expect(reachableCommand(install, '/orders/v1', false)).not.toContain('API_KEY')
  })
})
