import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

import { explainLogged } from '~/domain/verdict'

import { developerSentence } from './try-words'

/** What the gateway may say, from its own list. */
const reasons = [
  ...readFileSync(globSync('platform/gateway/access/refusal.ts')[0] ?? '', 'utf8').matchAll(
    /^ {2}([a-z_]+): \[\d{3}/gm,
  ),
].map((found) => found[1] ?? '')

test('a developer is told nothing that only the provider could do', () => {
  expect(reasons.length).toBeGreaterThan(30)
  const said = reasons.map((reason) =>
    developerSentence(explainLogged({ status: 502, reason }), { status: 502, timeout: '15s' }),
  )
  expect(
    said.filter((text) =>
      /docker|localhost|backend URL|policy|test key|its consumer|contract|Create one|Approve|Activate/i.test(
        text,
      ),
    ),
  ).toEqual([])
})
