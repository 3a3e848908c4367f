import { afterEach, describe, expect, it } from 'vitest'
import { Pools } from './pools.ts'
import { parseTarget } from './target.ts'

const pools = new Pools({ allowLoopback: true, deniedPorts: new Set() })
afterEach(() => pools.close())

function poolOf(url: string) {
  const target = pools.targetOf(url)
  return target && pools.poolOf(target)
}

describe('pools', () => {
  it('are one an origin, whatever the path', () => {
    expect(poolOf('http://a.example/x')).toBe(poolOf('http://a.example:80/y'))
    expect(poolOf('http://a.example/x')).not.toBe(poolOf('http://a.example:81/x'))
  })

  it('are closed when no route leads there any more, and only then', () => {
    const kept = poolOf('http://kept.example/')
    const dropped = poolOf('http://dropped.example/')
    pools.keepOnly(['http://kept.example/other', 'no URL'])
    expect(poolOf('http://kept.example/')).toBe(kept)
    expect(dropped?.closed).toBe(true)
    expect(poolOf('http://dropped.example/')).not.toBe(dropped)
  })
})

describe('an endpoint URL', () => {
  it.each([
    ['http://b.example', 'b.example:80', ''],
    ['https://b.example/api/', 'b.example:443', '/api'],
    ['http://[::1]:81/a/b', '[::1]:81', '/a/b'],
  ])('%s is %s with the base path "%s"', (url, address, basePath) => {
    expect(parseTarget(url)).toMatchObject({ address, basePath })
  })

  it.each([
    'ftp://b.example/',
    'http://user@b.example/',
    'http://:secret@b.example/',
    'http://b.example/?q=1',
    'http://b.example/#x',
    'b.example',
    '',
  ])('"%s" is none', (url) => {
    expect(parseTarget(url)).toBeNull()
  })
})
