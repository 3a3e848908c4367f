import { describe, expect, it } from 'vitest'

import { readEnvironment } from './environment.ts'

const RIGHT = { DATA_DIR: '/data', KEY_PEPPER: 'ab'.repeat(32) }

describe('the environment', () => {
  it('has defaults for everything but the data and the pepper', () => {
    expect(readEnvironment(RIGHT)).toMatchObject({
      port: 8000,
      oidcIssuer: 'http://localhost:8080/realms/stoa',
      oidcJwksUrl: 'http://localhost:8080/realms/stoa/protocol/openid-connect/certs',
      oidcAudience: 'control-plane-api',
      tenants: [{ id: 'default', name: 'Default' }],
      allowLoopbackBackends: false,
      requireVerifiedEmail: true,
      allowedHosts: ['localhost:8000', '127.0.0.1:8000', '[::1]:8000'],
      requestsPerMinute: 3_000,
    })
  })

  it.each([
    ['KEY_PEPPER', undefined],
    ['KEY_PEPPER', 'ab'],
    ['KEY_PEPPER', 'zz'.repeat(32)],
    ['PORT', '80 80'],
    ['PORT', '70000'],
    ['OIDC_ISSUER', 'localhost:8080'],
    ['PROMETHEUS_URL', 'file:///etc/passwd'],
    ['TENANTS', 'Not An Id=x'],
    ['ALLOW_LOOPBACK_BACKENDS', 'yes'],
    ['REQUESTS_PER_MINUTE', '0'],
    ['DATA_DIR', undefined],
  ])('with %s %j is refused by that name', (name, value) => {
    expect(() => readEnvironment({ ...RIGHT, [name]: value })).toThrow(name)
  })

  it('tells all faults at once', () => {
    expect(() => readEnvironment({ PORT: 'x', TENANTS: '?' })).toThrow(
      /PORT[^]*TENANTS|TENANTS[^]*PORT/,
    )
  })
})
