import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

import { isKnownCode, saidText } from './said'

/** As the Control Plane writes them: the text after the evidence. */
const source = globSync('platform/control-plane/readiness/*.ts', { exclude: ['**/*.test.ts'] })
  .map((file) => readFileSync(file, 'utf8'))
  .join('\n')
  // A question to the database is no sentence.
  .replaceAll(/\bwhere\(.*|^ *\.(?:where|orderBy)\(.*/gm, '')
const codes = new Set(
  [...source.matchAll(/(?:[`'],\s*|\? \w+, |said = \[)'([a-z]+_?[a-z_]*)'(?=[,)\s])/g)].map(
    (found) => found[1] ?? '',
  ),
)

test('every code of the Control Plane is said in words', () => {
  expect(codes.size).toBeGreaterThan(45)
  expect([...codes].filter((code) => !isKnownCode(code))).toEqual([])
})

test('what is wrong with the credentials stands first; a code from tomorrow is left to its own words', () => {
  const said = saidText({
    code: 'check_fail',
    values: { said: 'default_credentials', client: 'refused', admin: 'accepted' },
  })
  expect(said).toMatch(/^Keycloak’s administrator still has the password admin\./)
  expect(saidText({ code: 'check_fail', values: { said: 'from_tomorrow' } })).toBeUndefined()
})
