import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from '@playwright/test'
import { PORT_OFFSET } from './support/place.ts'

test('every command of the runbook keeps its promise', async () => {
  const run = await promisify(execFile)(process.execPath, ['scripts/runbook.ts'], {
    env: { ...process.env, STOA_PORT_OFFSET: String(PORT_OFFSET) },
  }).catch((error: { stdout: string; stderr: string }) => error)
  expect(run.stdout, run.stderr).toMatch(/^\d+ passed, 0 failed$/m)
})
