import { describe, expect, it } from 'vitest'

import { aContract } from '~/test/builders'

import { isLoopback, requirementsOf } from './publishing'

const missing = (part: Parameters<typeof aContract>[0]) =>
  requirementsOf(aContract({ has_openapi: true, ...part }))
    .filter(({ isMet }) => !isMet)
    .map(({ id }) => id)

describe('what a draft lacks', () => {
  it('is nothing where all is said', () => {
    expect(missing({})).toEqual([])
  })

  it('is each thing by itself', () => {
    expect(missing({ description: ' \n' })).toEqual(['description'])
    expect(missing({ portal: { visible: true, categories: [] } })).toEqual(['categories'])
    expect(missing({ portal: { visible: false, categories: [] } })).toEqual([])
    expect(missing({ auth: { type: 'none' } })).toEqual(['auth'])
    expect(missing({ has_openapi: false })).toEqual(['openapi'])
    expect(
      missing({ endpoint: { url: 'http://localhost:80/', method: 'REST', timeout: '1s' } }),
    ).toEqual(['backend'])
  })

  it.each([
    ['http://localhost', true],
    ['http://LOCALHOST:8090/a', true],
    ['http://127.1', true],
    ['http://0x7f000001/', true],
    ['http://[::1]:9', true],
    ['http://localhost.example', false],
    ['http://host.docker.internal:8090', false],
    ['http://10.0.0.1', false],
    ['no address', false],
  ])('%s is loopback: %s', (url, isIt) => {
    expect(isLoopback(url)).toBe(isIt)
  })
})
