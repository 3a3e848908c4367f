import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import type { Contract, ContractForm } from './contract'
import {
  contractForm,
  contractFormOf,
  contractPatch,
  copyOf,
  gatewayPath,
  isTimeout,
  newContract,
  newContractForm,
  nextStep,
} from './contract'

const faults = {
  name: () => 'name',
  version: () => 'version',
  displayName: () => 'displayName',
  description: () => 'description',
  url: () => 'url',
  timeout: () => 'timeout',
  category: () => 'category',
}
const good: ContractForm = {
  ...newContractForm,
  apiName: 'my-service-api',
  endpoint: { url: 'http://my-backend:8080/api', method: 'REST', timeout: '15s' },
}
const faultsOf = (form: unknown) => {
  const { error } = contractForm(faults).safeParse(form)
  return [...new Set(error?.issues.map((issue) => issue.message))]
}

const text = fc.string()
const contract: fc.Arbitrary<Contract> = fc.record({
  id: fc.uuid(),
  apiName: fc.constant('orders'),
  apiVersion: fc.constantFrom('1.0.0', '2.3.4'),
  tenant: fc.constant('default'),
  displayName: text,
  description: text,
  endpoint: fc.record({
    url: fc.webUrl(),
    method: fc.constantFrom('REST', 'GRAPHQL', 'A-NEW-ONE'),
    timeout: fc.constantFrom('15s', '250ms'),
  }),
  auth: fc.record({ type: fc.constantFrom('api_key', 'jwt', 'none', 'mtls') }),
  portal: fc.record({ visible: fc.boolean(), categories: fc.uniqueArray(text) }),
  metadata: fc.dictionary(text, fc.jsonValue()) as fc.Arbitrary<Record<string, unknown>>,
  status: fc.constantFrom('draft', 'published', 'deprecated', 'retired'),
  bindings: fc.constant([]),
  subscription_count: fc.nat(),
  has_openapi: fc.boolean(),
  deprecation: fc.constant(null),
  etag: text,
  created_at: fc.constant('2026-01-01T00:00:00Z'),
  updated_at: fc.constant('2026-01-01T00:00:00Z'),
})

describe('a contract in its form', () => {
  it('writes nothing when it is saved unchanged', () => {
    fc.assert(
      fc.property(contract, (read) => {
        expect(contractPatch(contractFormOf(read), contractFormOf(read))).toBeUndefined()
      }),
    )
  })

  it('writes exactly the field that was changed', () => {
    fc.assert(
      fc.property(contract, text, (read, added) => {
        const before = contractFormOf(read)
        const plain = (value: unknown) => JSON.parse(JSON.stringify(value)) as unknown
        expect(
          plain(contractPatch(before, { ...before, description: `${before.description}!` })),
        ).toEqual({
          description: `${before.description}!`,
        })
        const url = `${before.endpoint.url}${added}x`
        expect(
          plain(contractPatch(before, { ...before, endpoint: { ...before.endpoint, url } })),
        ).toEqual({
          endpoint: { url },
        })
        const categories = [...before.portal.categories, added]
        expect(
          plain(contractPatch(before, { ...before, portal: { ...before.portal, categories } })),
        ).toEqual({
          portal: { categories },
        })
      }),
    )
  })

  it("sends the runbook's Day 2 body", () => {
    const form: ContractForm = {
      ...good,
      displayName: 'My Service API',
      description: 'Backend service for my application',
      portal: { visible: true, categories: ['production'] },
    }
    expect(newContract('default', form)).toEqual({
      apiName: 'my-service-api',
      apiVersion: '1.0.0',
      tenant: 'default',
      displayName: 'My Service API',
      description: 'Backend service for my application',
      endpoint: { url: 'http://my-backend:8080/api', method: 'REST', timeout: '15s' },
      auth: { type: 'api_key' },
      portal: { visible: true, categories: ['production'] },
      status: 'published',
    })
  })

  it('leaves out a display name that was not given', () => {
    expect(newContract('default', { ...good, displayName: '  ' })).not.toHaveProperty('displayName')
  })
})

describe('what may be typed', () => {
  it("accepts the runbook's contract", () => expect(faultsOf(good)).toEqual([]))

  it.each([
    ['name', { apiName: 'My API' }],
    ['name', { apiName: '../admin' }],
    ['name', { apiName: 'a'.repeat(64) }],
    ['name', { apiName: '-a' }],
    ['name', { apiName: '' }],
    ['version', { apiVersion: '1.0' }],
    ['version', { apiVersion: 'v1.0.0' }],
    ['version', { apiVersion: '01.0.0' }],
    ['url', { endpoint: { ...good.endpoint, url: 'ftp://host/x' } }],
    ['url', { endpoint: { ...good.endpoint, url: 'http://user:pass@host/' } }],
    ['url', { endpoint: { ...good.endpoint, url: 'http://host/#part' } }],
    ['url', { endpoint: { ...good.endpoint, url: 'javascript:alert(1)' } }],
    ['timeout', { endpoint: { ...good.endpoint, timeout: '15' } }],
    ['timeout', { endpoint: { ...good.endpoint, timeout: '61s' } }],
    ['timeout', { endpoint: { ...good.endpoint, timeout: '99ms' } }],
    ['displayName', { displayName: 'x'.repeat(256) }],
    ['description', { description: 'x'.repeat(4001) }],
    ['category', { portal: { visible: true, categories: ['x'.repeat(65)] } }],
    ['category', { portal: { visible: true, categories: ['a\nb'] } }],
    ['category', { portal: { visible: true, categories: [''] } }],
  ])('refuses a bad %s: %j', (field, change) => {
    expect(faultsOf({ ...good, ...change })).toEqual([field])
  })

  it('keeps the bounds of the timeout', () => {
    expect(['100ms', '60s', '60000ms', '1s'].every(isTimeout)).toBe(true)
    expect(['60001ms', '0s', '', 's', '1 s', '1m'].some(isTimeout)).toBe(false)
  })
})

describe('gateway path and lifecycle', () => {
  it('shows the path once name and version stand', () => {
    expect(gatewayPath('my-service-api', '1.0.0')).toBe('/my-service-api/v1')
    expect(gatewayPath('orders', '12.3.4-beta.1')).toBe('/orders/v12')
    expect(gatewayPath('', '1.0.0')).toBeUndefined()
    expect(gatewayPath('orders', '1')).toBeUndefined()
  })

  it('knows one step forward', () => {
    expect(['draft', 'published', 'deprecated', 'retired', 'new-word'].map(nextStep)).toEqual([
      'publish',
      'deprecate',
      'retire',
      undefined,
      undefined,
    ])
  })
})

describe('a copy', () => {
  it('is a draft whose name is good wherever the first one was', () => {
    const name = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/)
    fc.assert(
      fc.property(contract, name, (source, apiName) => {
        const copy = copyOf({ ...source, apiName })
        expect(gatewayPath(copy.apiName, '1.0.0')).toBe(`/${copy.apiName}/v1`)
        expect(copy.apiName.length).toBeLessThanOrEqual(63)
        expect(copy).toEqual({
          ...contractFormOf(source),
          apiName: copy.apiName,
          status: 'draft',
        })
      }),
    )
  })
})
