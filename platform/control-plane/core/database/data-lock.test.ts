import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { lockDataFolder } from './data-lock.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stoa-lock-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const lockFile = () => join(folder, 'control-plane.lock')

/** A process that takes the lock and holds it. */
async function holder() {
  const script = `
    import { lockDataFolder } from ${JSON.stringify(new URL('data-lock.ts', import.meta.url).href)}
    lockDataFolder(${JSON.stringify(folder)})
    process.stdout.write('held')
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script])
  const { promise, resolve } = Promise.withResolvers<void>()
  child.stdout.once('data', () => resolve())
  await promise
  return child
}

describe('the lock of the data folder', () => {
  it('is refused at once while another process holds it, naming its pid', async () => {
    const child = await holder()
    try {
      const started = performance.now()
      expect(() => lockDataFolder(folder)).toThrow(new RegExp(`in use by the process ${child.pid}`))
      expect(performance.now() - started).toBeLessThan(2_000)
    } finally {
      child.kill('SIGKILL')
    }
  })

  it('is taken over from a process that was killed', async () => {
    const child = await holder()
    const { promise, resolve } = Promise.withResolvers<void>()
    child.once('exit', () => resolve())
    child.kill('SIGKILL')
    await promise
    const lock = lockDataFolder(folder)
    expect(JSON.parse(readFileSync(lockFile(), 'utf8'))).toMatchObject({ pid: process.pid })
    lock.release()
    expect(readdirSync(folder)).toEqual([])
  })

  it('is taken over when the pid now belongs to another process', () => {
    writeFileSync(lockFile(), JSON.stringify({ pid: process.ppid, startedAt: '1' }))
    const lock = lockDataFolder(folder)
    expect(JSON.parse(readFileSync(lockFile(), 'utf8'))).toMatchObject({ pid: process.pid })
    lock.release()
  })

  it('is taken over when it was half written', () => {
    writeFileSync(lockFile(), '{"pid":')
    const lock = lockDataFolder(folder)
    expect(JSON.parse(readFileSync(lockFile(), 'utf8'))).toMatchObject({ pid: process.pid })
    lock.release()
  })

  it('is held against the own process too', () => {
    const lock = lockDataFolder(folder)
    expect(() => lockDataFolder(folder)).toThrow(String(process.pid))
    lock.release()
    lockDataFolder(folder).release()
  })
})
