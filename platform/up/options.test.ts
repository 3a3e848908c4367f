import { expect, test } from 'vitest'
import { parseOptions, SERVICE_NAMES } from './options.ts'

test('nothing asked for is everything, without traffic', () => {
  expect(parseOptions([])).toEqual({ help: false, reset: false, traffic: false, only: undefined })
})

test('all options together', () => {
  const only = 'gateway, sample-backend,keycloak,control-plane'
  expect(parseOptions(['--reset', '--traffic', '--only', only])).toEqual({
    help: false,
    reset: true,
    traffic: true,
    only: ['keycloak', 'sample-backend', 'gateway', 'control-plane'],
  })
})

test.each([
  [['--bogus'], /--bogus.*--help/],
  [['gateway'], /gateway.*--help/],
  [['--only'], /--only.*--help/],
  [['--only', 'gateway,redis'], /no service "redis"/],
  [['--only', ''], /no service ""/],
  [['--reset=yes'], /--reset.*--help/],
  [['--traffic', '--only', 'keycloak,gateway'], /needs control-plane, sample-backend/],
])('%j is refused in one sentence', (args, sentence) => {
  expect(() => parseOptions(args)).toThrow(sentence)
  expect(() => parseOptions(args)).not.toThrow(/\n/)
})

test('every service can be asked for by its name', () => {
  expect(parseOptions(['--only', SERVICE_NAMES.join(',')]).only).toEqual([...SERVICE_NAMES])
})
