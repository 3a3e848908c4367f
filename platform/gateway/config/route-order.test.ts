import { describe, expect, it } from 'vitest'
import { compareVersions, majorOf } from './route-order.ts'

describe('versions', () => {
  it('are in their semantic order', () => {
    const ordered = [
      '1',
      '1.0.1-alpha',
      '1.0.1-alpha.2',
      '1.0.1-alpha.10',
      '1.0.1-beta',
      '1.0.1',
      '1.2.0-rc.1+build',
      '1.2.0',
      '1.10.0',
      'v2.0.0',
      '10.0.0',
    ]
    for (const [index, version] of ordered.entries())
      for (const [other, against] of ordered.entries())
        expect([version, against, Math.sign(compareVersions(version, against))]).toEqual([
          version,
          against,
          Math.sign(index - other),
        ])
  })

  it.each([
    ['1.4.2', '1'],
    ['v12', '12'],
    ['0.1.0', '0'],
    ['latest', null],
  ])('%s is found under v%s', (version, major) => {
    expect(majorOf(version)).toBe(major)
  })
})
