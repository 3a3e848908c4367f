import { spawnSync } from 'node:child_process'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import { type Install, RUNBOOK_NAMES } from '~/domain/artefacts/install'
import { emptyFolder } from '~/domain/artefacts/testing/checkers'

import { commandOf } from './commands'
import { stepIds } from './step'

const install = (part: Partial<Install>): Install => ({
  ...RUNBOOK_NAMES,
  tenant: 'default',
  addresses: {
    gateway: 'http://localhost:3001',
    controlPlane: 'http://localhost:8000',
    keycloak: 'http://localhost:8080',
    console: 'http://localhost:3000',
    portal: 'http://localhost:3002',
  },
  ...part,
})

test('the commands are the runbook’s, with the values of this installation', () => {
  expect(commandOf('day-1.gateway', install({}))).toBe(
    `STOA_GATEWAY_URL='http://localhost:3001'\ncurl -s "\${STOA_GATEWAY_URL}/health" | jq .`,
  )
  expect(commandOf('day-3.burst', install({}), { path: '/orders/v2' })).toContain(
    '"${STOA_GATEWAY_URL}/orders/v2/health"',
  )
  expect(commandOf('day-7.backup', install({}))).toBeUndefined()
})

test('no name of a stranger runs: bash reads every command, and nothing but the named tools is called', () => {
  const directory = emptyFolder()
  const hostile = fc.oneof(
    fc.constantFrom(
      "'; touch pwned; '",
      '$(touch pwned)',
      '`touch pwned`',
      '"; touch pwned #',
      '\n touch pwned',
    ),
    fc.string({ unit: 'binary' }),
  )
  const stubs =
    'curl() { :; }; jq() { cat; }; docker() { :; }; grep() { cat; }; head() { cat; }; seq() { echo 1; }'
  const scripts = fc
    .sample(fc.tuple(hostile, hostile, hostile), 40)
    .map(([tenant, realm, path]) => {
      const strange = install({
        tenant,
        realm,
        services: { gateway: path, controlPlane: path, keycloak: path },
      })
      return stepIds.flatMap((id) => commandOf(id, strange, { path: `/${path}` }) ?? []).join('\n')
    })
  const run = spawnSync('bash', [], {
    input: `${stubs}\n${scripts.join('\n')}\nls -A; echo end`,
    cwd: directory,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'] },
  })
  expect(run.stderr).toBe('')
  expect(run.stdout.trim().split('\n').at(-1)).toBe('end')
  expect(run.stdout).not.toContain('pwned')
})
