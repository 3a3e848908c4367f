import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'

import { ChildRegister } from './leftovers.ts'
import * as processTable from './process-table.ts'
import { temporaryFolder } from './test/temporary-folder.ts'

vi.mock('./process-table.ts', { spy: true })

test('a child that ends while it is written down breaks nothing', () => {
  const folder = temporaryFolder()
  // Seen once; gone at any further look.
  vi.mocked(processTable.startOf).mockReturnValueOnce('boot:1').mockReturnValue(null)
  new ChildRegister(folder).add('probe', 4711)
  expect(JSON.parse(readFileSync(join(folder, 'children.json'), 'utf8'))).toEqual([
    { name: 'probe', pid: 4711, startedAt: 'boot:1' },
  ])
})
