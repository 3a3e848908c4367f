import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { signalGroup } from './bound-child.ts'
import { ChildRegister, sweepLeftovers } from './leftovers.ts'
import { identityOf, isRunning, startOf } from './process-table.ts'
import { temporaryFolder } from './test/temporary-folder.ts'

/** A shell that heads its own process group and has started a `sleep`, as kc.sh starts its JVM. */
async function group(before = '') {
  const script = `${before}\nsleep 60 &\necho $!\nwait`
  const child = spawn('sh', ['-c', script], { detached: true })
  // A process that was spawned has a pid.
  const pid = child.pid as number
  onTestFinished(() => signalGroup(pid, 'SIGKILL'))
  const innerPid = Number(String((await once(child.stdout, 'data'))[0]))
  return { child, identity: identityOf(pid), innerPid }
}

test('what a killed launcher recorded is ended, with what it started itself', async () => {
  const folder = temporaryFolder()
  const { identity, innerPid } = await group()
  new ChildRegister(folder).add('keycloak', identity.pid)
  expect(startOf(innerPid)).not.toBeNull()
  expect(await sweepLeftovers(folder)).toEqual(['keycloak'])
  expect(isRunning(identity)).toBe(false)
  await vi.waitFor(() => expect(startOf(innerPid)).toBeNull())
})

test('one that ignores the request is forced', async () => {
  const folder = temporaryFolder()
  const { child, identity } = await group(`trap '' TERM`)
  new ChildRegister(folder).add('stubborn', identity.pid)
  const ended = once(child, 'exit')
  expect(await sweepLeftovers(folder)).toEqual(['stubborn'])
  expect((await ended)[1]).toBe('SIGKILL')
})

test('a process that merely has the same pid is left alone', async () => {
  const folder = temporaryFolder()
  const { identity } = await group()
  const record = { name: 'gateway', pid: identity.pid, startedAt: 'another boot:1' }
  writeFileSync(join(folder, 'children.json'), JSON.stringify([record]))
  expect(await sweepLeftovers(folder)).toEqual([])
  expect(isRunning(identity)).toBe(true)
})

test('one that ended in order is not swept', async () => {
  const folder = temporaryFolder()
  const { identity } = await group()
  const register = new ChildRegister(folder)
  register.add('web', identity.pid)
  register.remove('web')
  expect(await sweepLeftovers(folder)).toEqual([])
  expect(isRunning(identity)).toBe(true)
})

test.each(['', '[{', '{}'])('an unreadable list (%j) stops nothing', async (content) => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'children.json'), content)
  expect(await sweepLeftovers(folder)).toEqual([])
})
