import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { temporaryFolder } from '../test/temporary-folder.ts'
import { ensureTool, toolsDir } from './tool-cache.ts'

function recipe(content = 'program') {
  return {
    name: 'tool-1',
    checked: ['bin/tool'],
    build: vi.fn<(into: string) => Promise<void>>(async (into) => {
      mkdirSync(join(into, 'bin'))
      writeFileSync(join(into, 'bin', 'tool'), content)
    }),
  }
}

test('a tool is built once', async () => {
  const cache = temporaryFolder()
  const first = recipe()
  const place = await ensureTool(cache, first)
  expect(readFileSync(join(place, 'bin/tool'), 'utf8')).toBe('program')
  const second = recipe('another')
  expect(await ensureTool(cache, second)).toBe(place)
  expect(second.build).not.toHaveBeenCalled()
})

test.each([
  ['changed', (file: string) => writeFileSync(file, 'something else')],
  ['gone', (file: string) => rmSync(file)],
])('a tool whose file is %s is built again', async (_, spoil) => {
  const cache = temporaryFolder()
  const place = await ensureTool(cache, recipe())
  spoil(join(place, 'bin/tool'))
  await ensureTool(cache, recipe())
  expect(readFileSync(join(place, 'bin/tool'), 'utf8')).toBe('program')
})

test('a folder without its manifest, as a kill in the middle leaves it, is no tool', async () => {
  const cache = temporaryFolder()
  mkdirSync(join(cache, 'tool-1', 'bin'), { recursive: true })
  writeFileSync(join(cache, 'tool-1', 'bin', 'tool'), 'half')
  await ensureTool(cache, recipe())
  expect(readFileSync(join(cache, 'tool-1', 'bin', 'tool'), 'utf8')).toBe('program')
})

test('a build that fails leaves nothing behind', async () => {
  const cache = temporaryFolder()
  const broken = { ...recipe(), build: () => Promise.reject(new Error('no network')) }
  await expect(ensureTool(cache, broken)).rejects.toThrow('no network')
  expect(readdirSync(cache)).toEqual([])
  expect(existsSync(join(cache, 'tool-1'))).toBe(false)
})

test('the folder of tools is what the environment says', () => {
  expect(toolsDir({ STOA_TOOLS_DIR: '/tools' })).toBe('/tools')
  expect(toolsDir({ XDG_CACHE_HOME: '/cache' })).toBe('/cache/stoa-console/tools')
})
