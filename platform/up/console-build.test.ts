import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { fingerprintOf } from './console-build.ts'
import { temporaryFolder } from './test/temporary-folder.ts'

function clone() {
  const root = temporaryFolder()
  const write = (path: string, content: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), content)
  }
  write('src/main.tsx', 'render()')
  write('index.html', '<html>')
  write('package-lock.json', '{}')
  return { root, write }
}

test('the same sources have the same fingerprint', () => {
  const { root, write } = clone()
  const before = fingerprintOf(root)
  write('src/main.tsx', 'render()')
  expect(fingerprintOf(root)).toBe(before)
})

test.each([
  ['a changed source', 'src/main.tsx', 'render(2)'],
  ['a new source', 'src/pages/new.tsx', ''],
  ['another dependency', 'package-lock.json', '{"a":1}'],
  ['a new public file', 'public/icon.svg', '<svg/>'],
])('%s makes another fingerprint', (_, path, content) => {
  const { root, write } = clone()
  const before = fingerprintOf(root)
  write(path, content)
  expect(fingerprintOf(root)).not.toBe(before)
})

test('a removed source makes another fingerprint', () => {
  const { root } = clone()
  const before = fingerprintOf(root)
  rmSync(join(root, 'src/main.tsx'))
  expect(fingerprintOf(root)).not.toBe(before)
})

test.each(['src/main.test.tsx', 'src/i18n/gen/messages.js', 'dist/index.html'])(
  '%s is no source',
  (path) => {
    const { root, write } = clone()
    const before = fingerprintOf(root)
    write(path, 'anything')
    expect(fingerprintOf(root)).toBe(before)
  },
)
