import { describe, expect, it } from 'vitest'

import { nginxInclude } from './nginx-headers.ts'
import {
  assetHeaders,
  checkedOrigin,
  contentSecurityPolicy,
  pageHeaders,
} from './security-headers.ts'

const origins = { self: 'http://localhost:3000', identity: 'http://localhost:8080' }

describe('the policy', () => {
  it('is the measured one, with nothing inline and scripts from /assets/ only', () => {
    expect(contentSecurityPolicy(origins)).toBe(
      "default-src 'none'; script-src http://localhost:3000/assets/; script-src-attr 'none'; " +
        "style-src http://localhost:3000/assets/; style-src-attr 'none'; img-src 'self' data:; font-src 'self'; " +
        "connect-src 'self' http://localhost:8080; form-action 'self' http://localhost:8080; frame-src 'none'; " +
        "frame-ancestors 'none'; base-uri 'none'; object-src 'none'; manifest-src 'self'; " +
        'worker-src http://localhost:3000/assets/; ' +
        "require-trusted-types-for 'script'; trusted-types stoa-worker; report-uri /csp-reports; report-to csp",
    )
  })

  it('names further origins in connect-src, and relaxes in dev only', () => {
    expect(contentSecurityPolicy({ ...origins, connect: ['https://api.example'] })).toContain(
      'http://localhost:8080 https://api.example;',
    )
    expect(contentSecurityPolicy(origins)).not.toContain('unsafe')
    expect(contentSecurityPolicy(origins, 'dev')).toContain("'unsafe-inline'")
  })

  it.each([
    'https://a.example; script-src *',
    'https://a.example\nX: y',
    'https://a.example/',
    "'self'",
    '*',
    'ftp://a',
    'https://a.example:999999',
  ])('lets no origin rewrite it: %j', (origin) => {
    expect(() => checkedOrigin(origin, 'KEYCLOAK_URL')).toThrow('KEYCLOAK_URL')
  })

  it('adds transport security for https only', () => {
    expect(pageHeaders(origins)).not.toHaveProperty('Strict-Transport-Security')
    expect(pageHeaders({ ...origins, self: 'https://console.example' })).toHaveProperty(
      'Strict-Transport-Security',
    )
  })
})

describe('an asset', () => {
  it('that runs as a worker loads scripts of the build, makes no policy and calls nobody', () => {
    expect(assetHeaders('http://localhost:3000')['Content-Security-Policy']).toBe(
      "default-src 'none'; script-src http://localhost:3000/assets/; " +
        "require-trusted-types-for 'script'; trusted-types 'none'; frame-ancestors 'none'; " +
        "base-uri 'none'; form-action 'none'; report-uri /csp-reports",
    )
    expect(() => assetHeaders('https://a.example; script-src *')).toThrow('origin')
  })
})

describe('the nginx include', () => {
  it('says every header of the page, always', () => {
    const lines = nginxInclude(pageHeaders(origins)).trim().split('\n')
    expect(lines).toHaveLength(Object.keys(pageHeaders(origins)).length)
    for (const line of lines) expect(line).toMatch(/^add_header [A-Za-z-]+ '.*' always;$/)
    expect(lines[0]).toContain(String.raw`default-src \'none\'`)
  })

  it('says the policy of assets too, since a worker has no other', () => {
    expect(nginxInclude(assetHeaders('https://console.example'))).toContain(
      'script-src https://console.example/assets/',
    )
  })

  it('refuses what nginx would read as a variable', () => {
    expect(() => nginxInclude({ 'X-A': '$host' })).toThrow('X-A')
  })
})
