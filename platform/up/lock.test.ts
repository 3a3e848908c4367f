import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { takeLock } from './lock.ts'
import { identityOf } from './process-table.ts'
import { temporaryFolder } from './test/temporary-folder.ts'

function sleeper() {
  const child = spawn('sleep', ['60'])
  onTestFinished(() => void child.kill('SIGKILL'))
  // A process that was spawned has a pid.
  return { child, pid: child.pid as number }
}

test('a free folder is taken, and free again after the release', () => {
  const folder = temporaryFolder()
  const lock = takeLock(folder)
  expect(lock.wasTakenOver).toBe(false)
  expect(JSON.parse(readFileSync(join(folder, 'lock'), 'utf8'))).toEqual(identityOf(process.pid))
  lock.release()
  expect(readdirSync(folder)).toEqual([])
})

test('a living holder is named and keeps its lock', () => {
  const folder = temporaryFolder()
  const { pid } = sleeper()
  const file = join(folder, 'lock')
  writeFileSync(file, JSON.stringify(identityOf(pid)))
  expect(() => takeLock(folder)).toThrow(new RegExp(`pid ${pid}.*kill ${pid}`))
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(identityOf(pid))
  expect(readdirSync(folder)).toEqual(['lock'])
})

test('the lock of a killed holder is taken over', async () => {
  const folder = temporaryFolder()
  const { child, pid } = sleeper()
  writeFileSync(join(folder, 'lock'), JSON.stringify(identityOf(pid)))
  child.kill('SIGKILL')
  await once(child, 'exit')
  const lock = takeLock(folder)
  expect(lock.wasTakenOver).toBe(true)
  expect(JSON.parse(readFileSync(join(folder, 'lock'), 'utf8'))).toEqual(identityOf(process.pid))
  lock.release()
})

test('a pid that was reused by another process does not hold the lock', () => {
  const folder = temporaryFolder()
  const { pid } = sleeper()
  writeFileSync(join(folder, 'lock'), JSON.stringify({ pid, startedAt: 'another boot:1' }))
  expect(takeLock(folder).wasTakenOver).toBe(true)
})

test.each(['', '{', 'null', '{"pid":"x"}'])('an unreadable lock (%j) is taken over', (content) => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'lock'), content)
  expect(takeLock(folder).wasTakenOver).toBe(true)
})

test('of eight processes at once on a stale lock exactly one gets it', async () => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'lock'), JSON.stringify({ pid: 1, startedAt: 'gone' }))
  const script = `
    const { takeLock } = await import(${JSON.stringify(join(import.meta.dirname, 'lock.ts'))})
    try { takeLock(${JSON.stringify(folder)}); console.log('got it'); setTimeout(() => {}, 60_000) }
    catch { console.log('refused') }`
  const contenders = Array.from({ length: 8 }, () =>
    spawn(process.execPath, ['--input-type=module', '-e', script]),
  )
  onTestFinished(() => contenders.forEach((child) => void child.kill('SIGKILL')))
  const words = await Promise.all(
    contenders.map(async ({ stdout }) => String((await once(stdout, 'data'))[0]).trim()),
  )
  expect(words.filter((word) => word === 'got it')).toHaveLength(1)
  expect(words.filter((word) => word === 'refused')).toHaveLength(7)
})

test('a release leaves another holder’s lock alone', () => {
  const folder = temporaryFolder()
  const lock = takeLock(folder)
  writeFileSync(join(folder, 'lock'), JSON.stringify({ pid: 1, startedAt: 'other' }))
  lock.release()
  expect(existsSync(join(folder, 'lock'))).toBe(true)
})

test('a process that ended has no start time', () => {
  const { pid } = spawnSync('true')
  expect(() => identityOf(pid)).toThrow(`no process ${pid}`)
})
