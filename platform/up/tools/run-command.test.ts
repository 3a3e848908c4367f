import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../test/temporary-folder.ts'
import { findOnPath, lastWords, runCommand } from './run-command.ts'

test('code and words of both outputs', async () => {
  const { code, output } = await runCommand('sh', ['-c', 'echo one; echo two >&2; exit 3'])
  expect(code).toBe(3)
  expect(output.split('\n').sort()).toEqual(['', 'one', 'two'])
})

test('a program that is not there is 127', async () => {
  expect((await runCommand('/no/such/program', [])).code).toBe(127)
})

test('an abort ends the program and what it started', async () => {
  const abort = new AbortController()
  const started = performance.now()
  const running = runCommand('sh', ['-c', 'sleep 20 & wait'], { signal: abort.signal })
  setTimeout(() => abort.abort(), 100)
  expect((await running).code).not.toBe(0)
  expect(performance.now() - started).toBeLessThan(10_000)
})

test('after an abort nothing is started', async () => {
  const file = join(temporaryFolder(), 'trace')
  const signal = AbortSignal.abort()
  expect((await runCommand('sh', ['-c', `echo > ${file}`], { signal })).code).toBe(1)
  expect((await runCommand('cat', [file])).code).toBe(1)
})

test('only what can be executed is found on the PATH, the first folder first', () => {
  const [one, two] = [temporaryFolder(), temporaryFolder()]
  writeFileSync(join(one, 'tool'), '')
  writeFileSync(join(two, 'tool'), '')
  chmodSync(join(two, 'tool'), 0o755)
  expect(findOnPath('tool', `${one}:${two}`)).toBe(join(two, 'tool'))
  chmodSync(join(one, 'tool'), 0o755)
  expect(findOnPath('tool', `:${one}:${two}`)).toBe(join(one, 'tool'))
  expect(findOnPath('other', `${one}:${two}`)).toBeNull()
})

test('the last words are the last line that says something', () => {
  expect(lastWords('first\nE: no such package\n\n')).toBe('E: no such package')
  expect(lastWords('')).toBe('it said nothing')
})
