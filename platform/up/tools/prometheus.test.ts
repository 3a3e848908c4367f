import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../test/temporary-folder.ts'
import { makeRelocatable } from './prometheus.ts'

test('the template path becomes relative everywhere, and nothing else moves', () => {
  const binary = join(temporaryFolder(), 'alertmanager')
  const path = '/usr/share/prometheus/alertmanager'
  writeFileSync(binary, `\x7fELF\0${path}/default.tmpl\0/usr/share/other\0${path}/email.tmpl\0end`)
  makeRelocatable(binary)
  const relative = 'usr/share/prometheus//alertmanager'
  expect(readFileSync(binary, 'latin1')).toBe(
    `\x7fELF\0${relative}/default.tmpl\0/usr/share/other\0${relative}/email.tmpl\0end`,
  )
  expect(statSync(binary).mode & 0o777).toBe(0o755)
})

test('another build of it, without that path, is said to be one', () => {
  const binary = join(temporaryFolder(), 'alertmanager')
  writeFileSync(binary, 'nothing of the kind')
  expect(() => makeRelocatable(binary)).toThrow(/template path is not in the binary/)
})
