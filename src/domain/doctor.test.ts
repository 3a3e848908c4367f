import { readFileSync } from 'node:fs'

import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'

import type { Asked, Doctored, Expected, Finding, Outcome } from './doctor'
import { CONTRACT_MAJOR, diagnose, DOCTORED, findingOfCode } from './doctor'

const expected: Expected = {
  issuer: 'http://localhost:8080/realms/stoa',
  services: { gateway: 'stoa-gateway', 'control-plane': 'control-plane-api' },
}

const json = (status: number, body: unknown, contentType = 'application/json'): Outcome => ({
  kind: 'answer',
  status,
  contentType,
  body: typeof body === 'string' ? body : JSON.stringify(body),
  latencyMs: 3,
})
const problem = (status: number, detail: string) =>
  json(status, { detail }, 'application/problem+json')
const down = (detail: string): Outcome => ({ kind: 'reported', state: 'down', detail })

function one(service: Doctored, outcome: Outcome, vantage: Asked['vantage'] = 'console-server') {
  const [found] = diagnose([{ service, vantage, address: 'http://x/health', outcome }], expected)
  if (!found) throw new Error('no diagnosis')
  return found
}

const gatewayAt = 'The gateway at http://gw.example:3001'

describe('the connection doctor', () => {
  it.each<[string, Doctored, Outcome, Finding]>([
    ['its own health', 'gateway', json(200, { status: 'ok', version: '1' }), 'well'],
    ['a body that is another’s', 'gateway', json(200, { hello: 'world' }), 'other_program'],
    ['a text', 'gateway', json(200, 'ok', 'text/plain'), 'other_program'],
    ['a web page', 'gateway', json(200, '<!doctype html><p>hi', 'text/html'), 'html'],
    ['a web page that says it is JSON', 'gateway', json(200, ' <html>'), 'html'],
    ['401', 'control-plane', json(401, {}), 'unauthorized'],
    ['403', 'control-plane', json(403, {}), 'forbidden'],
    ['404', 'keycloak', json(404, {}), 'not_found'],
    ['500', 'control-plane', json(500, {}), 'server_error'],
    ['a redirect', 'gateway', { kind: 'redirect' }, 'redirect'],
    ['no answer in time', 'gateway', { kind: 'timeout', afterMs: 5000 }, 'timeout'],
    ['no answer', 'gateway', { kind: 'nothing' }, 'unreachable'],
    ['an answer for others', 'keycloak-login', { kind: 'unreadable' }, 'cors'],
    [
      'refused',
      'gateway',
      problem(502, `${gatewayAt} cannot be reached (ECONNREFUSED).`),
      'refused',
    ],
    ['no such name', 'gateway', problem(502, `${gatewayAt} cannot be reached (ENOTFOUND).`), 'dns'],
    [
      'expired',
      'gateway',
      problem(502, `${gatewayAt} cannot be reached (CERT_HAS_EXPIRED).`),
      'tls',
    ],
    ['slow', 'gateway', problem(504, `${gatewayAt} did not answer within 9.5 seconds.`), 'timeout'],
    ['UP', 'keycloak', json(200, { status: 'UP' }), 'well'],
    ['issuer', 'keycloak-login', json(200, { issuer: expected.issuer }), 'well'],
    ['another issuer', 'keycloak-login', json(200, { issuer: 'http://other' }), 'wrong_issuer'],
    ['ready', 'control-plane', json(200, { version: '1.4.2', checks: {} }), 'well'],
    ['tomorrow’s', 'control-plane', json(200, { version: '2.0.0', checks: {} }), 'wrong_version'],
    ['no version', 'control-plane', json(200, { checks: {} }), 'other_program'],
    ['reported well', 'prometheus', { kind: 'reported', state: 'ok', detail: '' }, 'well'],
    ['reported off', 'prometheus', { kind: 'reported', state: 'off', detail: '' }, 'off'],
    ['reported refused', 'prometheus', down('The connection is refused.'), 'refused'],
    ['reported unknown name', 'database', down('Its name is not known.'), 'dns'],
    ['reported 503', 'prometheus', down('It answered 503.'), 'server_error'],
    ['reported 422', 'prometheus', down('It answered 422.'), 'server_error'],
    [
      'reported another',
      'prometheus',
      down('It answers, but not as Prometheus does.'),
      'other_program',
    ],
    ['not heard', 'prometheus', { kind: 'unheard' }, 'unheard'],
  ])('%s', (_, service, outcome, finding) => {
    expect(one(service, outcome).finding).toBe(finding)
  })

  it('does not claim what a page cannot know across origins', () => {
    expect(one('keycloak-login', { kind: 'nothing' }, 'browser').finding).toBe('no_readable_answer')
  })

  it('names the address that the console’s server asked, and a command that shows more', () => {
    expect(
      one('gateway', problem(502, `${gatewayAt} cannot be reached (ENOTFOUND).`)),
    ).toMatchObject({
      address: 'http://gw.example:3001',
      command: 'getent hosts gw.example',
      state: 'bad',
    })
    expect(one('gateway', json(500, {}))).toMatchObject({
      command: 'docker compose logs --tail=50 stoa-gateway',
    })
    const asked: Asked[] = [
      { service: 'database', vantage: 'control-plane', address: '', outcome: down('It is down.') },
    ]
    expect(diagnose(asked, { ...expected, logFolder: '.stoa/logs' })[0]).toMatchObject({
      command: 'tail -n 50 .stoa/logs/control-plane.log',
    })
  })

  it('is built for the contract’s version', () => {
    const { info } = parse(readFileSync('contract/openapi.yaml', 'utf8')) as {
      info: { version: string }
    }
    expect(info.version.split('.')[0]).toBe(String(CONTRACT_MAJOR))
  })

  it('knows the codes of Node’s network and TLS', () => {
    expect(
      ['DEPTH_ZERO_SELF_SIGNED_CERT', 'ERR_TLS_CERT_ALTNAME_INVALID'].map(findingOfCode),
    ).toEqual(['tls', 'tls'])
    expect(findingOfCode('UND_ERR_CONNECT_TIMEOUT')).toBe('timeout')
    expect(findingOfCode('')).toBe('unreachable')
  })
})

describe('a lying server', () => {
  const anything = fc.oneof(fc.string({ unit: 'binary' }), fc.json())
  const lie = fc.record({
    kind: fc.constant('answer' as const),
    status: fc.integer({ min: 100, max: 599 }),
    contentType: fc.oneof(fc.constantFrom('application/json', 'text/html', ''), anything),
    body: anything,
    latencyMs: fc.nat(),
  })

  it('is never well unless it says what only the service says, and breaks nothing', () => {
    fc.assert(
      fc.property(fc.constantFrom(...DOCTORED), lie, (service, outcome) => {
        const found = one(service, outcome)
        expect(found.seen.length).toBeLessThanOrEqual(201)
        expect(found.state !== 'ok' || /"(status|apiBase|checks|issuer)"/.test(outcome.body)).toBe(
          true,
        )
      }),
      { numRuns: 2000 },
    )
  })

  it('cannot pass for well with an error status, or as a web page', () => {
    const bodies = fc.constantFrom(
      { status: 'ok' },
      { status: 'UP' },
      { issuer: expected.issuer },
      { version: '1.0.0', checks: {} },
      { apiBase: '/api' },
    )
    fc.assert(
      fc.property(
        fc.constantFrom(...DOCTORED),
        bodies,
        fc.integer({ min: 300, max: 599 }),
        (service, body, status) => {
          expect(one(service, json(status, body)).state).toBe('bad')
          expect(one(service, json(200, body, 'text/html')).state).toBe('bad')
        },
      ),
      { numRuns: 500 },
    )
  })
})
