import { describe, expect, it } from 'vitest'

import { consoleConfig } from '../../platform/web/console-config'
import { ConfigFault, isProduction, readConfig, setConfig } from './config'

const good = consoleConfig('console', {
  keycloakUrl: 'http://localhost:8080',
  realm: 'stoa',
  consoleClientId: 'stoa-console',
  portalClientId: 'stoa-portal',
  gatewayPublicUrl: 'http://localhost:3001',
  controlPlanePublicUrl: 'http://localhost:8000',
  consoleUrl: 'http://localhost:3000',
  portalUrl: 'http://localhost:3002',
})

const faultOf = (config: unknown): ConfigFault => {
  try {
    readConfig(typeof config === 'string' ? config : JSON.stringify(config))
  } catch (error) {
    if (error instanceof ConfigFault) return error
  }
  throw new Error('it was accepted')
}

describe('readConfig', () => {
  it('takes what the console server says', () => {
    expect(readConfig(JSON.stringify({ ...good, ofTomorrow: 1 }))).toEqual(good)
  })

  it('knows production by its mark alone, and does without one', () => {
    const { environment: _, ...older } = good
    for (const [config, expected] of [
      [{ ...good, environment: 'production' }, true],
      [good, false],
      [older, false],
    ] as const) {
      setConfig(readConfig(JSON.stringify(config)))
      expect(isProduction()).toBe(expected)
    }
    expect(faultOf({ ...good, environment: '<b>' }).field).toBe('environment')
  })

  it.each([
    [
      'keycloak.url',
      'not-secure',
      { ...good, keycloak: { ...good.keycloak, url: 'http://evil.example' } },
    ],
    [
      'keycloak.url',
      'not-an-address',
      { ...good, keycloak: { ...good.keycloak, url: 'javascript:alert(1)' } },
    ],
    [
      'keycloak.url',
      'not-an-address',
      { ...good, keycloak: { ...good.keycloak, url: 'https://a@b.example' } },
    ],
    [
      'keycloak.realm',
      'not-a-name',
      { ...good, keycloak: { ...good.keycloak, realm: '../master' } },
    ],
    ['keycloak', 'missing', { ...good, keycloak: undefined }],
    ['apiBase', 'not-an-address', { ...good, apiBase: '//evil.example' }],
    ['apiBase', 'not-an-address', { ...good, apiBase: '/../x' }],
    ['apiBase', 'not-secure', { ...good, apiBase: 'http://api.example' }],
    ['face', 'unknown-face', { ...good, face: 'admin' }],
    ['face', 'missing', { ...good, face: '' }],
    ['features.x', 'not-a-switch', { ...good, features: { x: 'yes' } }],
    ['', 'not-json', '<html>'],
    ['', 'not-json', '[]'],
  ])('refuses %s (%s)', (field, fault, config) => {
    expect(faultOf(config)).toMatchObject({ field, fault })
  })

  it('takes https anywhere and a path below Keycloak', () => {
    const url = 'https://id.example/auth/'
    expect(
      readConfig(JSON.stringify({ ...good, keycloak: { ...good.keycloak, url } })).keycloak.url,
    ).toBe('https://id.example/auth')
  })
})
