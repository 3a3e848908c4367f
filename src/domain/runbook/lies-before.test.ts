import { describe, expect, test } from 'vitest'

import { evaluate } from './evaluate'
import type { Probes } from './probes'
import type { StepId } from './step'
import { adminSession, heard, honest, http, NOW, silent } from './testing-probes'
import { burst, call } from './testing-lies'

const stateOf = (id: StepId, part: Partial<Probes> = {}) => {
  const { state, because } = evaluate(honest(part))[id]
  return `${state} ${because.code}`
}
const { kept } = honest()

describe('a lie makes no tick', () => {
  test.each<[string, StepId, Partial<Probes>, string]>([
    [
      'another program at the address of the gateway',
      'day-1.gateway',
      { gatewayHealth: heard(http('<html>Welcome to nginx!', 200, 'text/html')) },
      'fail service_other_program',
    ],
    [
      '200 with a wrong body',
      'day-1.gateway',
      { gatewayHealth: heard(http('{"status":"starting","version":"1"}')) },
      'fail service_wrong_body',
    ],
    [
      '200 without the version',
      'day-1.gateway',
      { gatewayHealth: heard(http('{"status":"ok"}')) },
      'fail service_wrong_body',
    ],
    [
      'an array for an answer',
      'day-1.gateway',
      { gatewayHealth: heard(http('["ok"]')) },
      'fail service_other_program',
    ],
    [
      'nobody behind the console',
      'day-1.gateway',
      { gatewayHealth: heard(http('{}', 502)) },
      'fail service_down',
    ],
    ['silence', 'day-1.gateway', { gatewayHealth: silent() }, 'fail service_silent'],
    [
      'Keycloak that is DOWN with a 200',
      'day-1.identity',
      { identityHealth: heard(http('{"status":"DOWN"}')) },
      'fail service_wrong_body',
    ],
    [
      'a session that has ended',
      'day-1.session',
      { session: heard({ ...adminSession, expiresAt: NOW - 1 }) },
      'fail session_expired',
    ],
    [
      'a contract whose route the gateway does not have',
      'day-2.route',
      {
        keyless: heard([
          {
            path: '/orders/v1/health',
            auth: 'api_key',
            status: 404,
            verdict: 'route_unknown',
            requestId: undefined,
          },
        ]),
      },
      'fail route_unknown',
    ],
    [
      'a gateway that enforces no key',
      'day-4.key-required',
      {
        keyless: heard([
          {
            path: '/orders/v1/health',
            auth: 'api_key',
            status: 200,
            verdict: 'ok',
            requestId: undefined,
          },
        ]),
      },
      'fail key_not_enforced',
    ],
    [
      'a gateway that asks the backend before the key',
      'day-4.key-required',
      {
        keyless: heard([
          {
            path: '/orders/v1/health',
            auth: 'api_key',
            status: 502,
            verdict: 'backend_unreachable',
            requestId: undefined,
          },
        ]),
      },
      'fail key_not_enforced',
    ],
    [
      'a backend that stopped after a good call',
      'day-2.call',
      { calls: heard([call({ status: 502, reason: 'backend_refused' }), call({})]) },
      'fail call_502',
    ],
    [
      'only refusals',
      'day-2.call',
      { calls: heard([call({ status: 401, reason: 'key_unknown' })]) },
      'fail call_refused',
    ],
    [
      'a call with a key that is none of a consumer',
      'day-4.call',
      { calls: heard([call({ keyPrefix: 'stoa_sk_othe' })]) },
      'waiting key_unused',
    ],
    [
      'a policy that the gateway does not hold',
      'day-3.rate-limit',
      {
        policies: heard([
          {
            id: 'p',
            name: 'l',
            type: 'rate_limit',
            isEnabled: true,
            updatedAt: '2026-11-01T00:00:00Z',
            held: 'absent',
          },
        ]),
      },
      'fail policy_not_held',
    ],
    [
      'a policy that is switched off',
      'day-3.rate-limit',
      {
        policies: heard([
          {
            id: 'p',
            name: 'l',
            type: 'rate_limit',
            isEnabled: false,
            updatedAt: '2026-11-01T00:00:00Z',
            held: 'held',
          },
        ]),
      },
      'waiting rate_limit_none',
    ],
    [
      'a gateway that enforces no limit',
      'day-3.burst',
      { kept: { ...kept, burst: burst({ verdict: 'not_enforced', limited: 0, admitted: 15 }) } },
      'fail burst_not_enforced',
    ],
    [
      'a burst without any 429',
      'day-3.burst',
      { kept: { ...kept, burst: burst({ limited: 0, admitted: 15 }) } },
      'unknown burst_cannot_tell',
    ],
    [
      'a limit that changed after the burst',
      'day-3.burst',
      {
        policies: heard([
          {
            id: 'p',
            name: 'l',
            type: 'rate_limit',
            isEnabled: true,
            updatedAt: '2026-11-28T11:59:00Z',
            held: 'held',
          },
        ]),
      },
      'unknown burst_changed',
    ],
    [
      'CORS for everybody',
      'day-3.preflight',
      {
        preflights: heard({
          listed: { origin: 'https://a.example', isAllowed: true, status: 204 },
          foreign: { origin: 'https://b.invalid', isAllowed: true, status: 204 },
        }),
      },
      'fail preflight_open',
    ],
    [
      'CORS for nobody',
      'day-3.preflight',
      {
        preflights: heard({
          listed: { origin: 'https://a.example', isAllowed: false, status: 403 },
          foreign: { origin: 'https://b.invalid', isAllowed: false, status: 403 },
        }),
      },
      'fail preflight_refused',
    ],
  ])('%s', (_name, id, part, expected) => {
    expect(stateOf(id, part)).toBe(expected)
  })
})
