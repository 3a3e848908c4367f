import { describe, expect, it } from 'vitest'
import { given, type Entity } from '../testing/rig.ts'
import { readEntity } from './read-entity.ts'

const read = ({ kind, value }: Entity) => readEntity(kind, value)

describe('an entity', () => {
  it('keeps what the gateway uses and leaves the rest behind', () => {
    expect(readEntity('plan', { ...given.plan().value, slug: 'starter' })).toEqual(
      given.plan().value,
    )
  })

  it('has defaults where something is not said', () => {
    const bare = { id: 'p', tenant: 't', name: 'n', policy_type: 'cors', created_at: 'x' }
    expect(readEntity('policy', bare)).toEqual({
      ...bare,
      scope: 'api',
      config: {},
      priority: 100,
      enabled: true,
      bindings: [],
    })
    expect(read(given.route({ timeout_ms: null }))).toMatchObject({ timeout_ms: 15_000 })
  })

  it.each([
    [
      'an end that is no time: it must not become "never"',
      given.key('a', { expires_at: 'soon' }),
      'key: expires_at: a time',
    ],
    [
      'a subscription that ends at no time',
      given.subscription({ expires_at: '' }),
      'subscription: expires_at: a text',
    ],
    [
      'a status of tomorrow',
      given.subscription({ status: 'paused' }),
      'subscription: status: one of active',
    ],
    ['a consumer status of tomorrow', given.consumer({ status: 'x' }), 'consumer: status: one of'],
    [
      'an auth of tomorrow',
      given.route({ auth: 'mtls' }),
      'route: auth: one of api_key, jwt, none',
    ],
    ['a draft', given.route({ status: 'draft' }), 'route: status: one of published, deprecated'],
    ['no URL', given.route({ url: null }), 'route: url: a text'],
    ['a timeout of 0', given.route({ timeout_ms: 0 }), 'route: timeout_ms: a number above 0'],
    ['a limit in words', given.plan({ burst_limit: 'ten' }), 'plan: burst_limit: a number'],
    [
      'a config that is a list',
      given.policy('cors', {}, { config: [] }),
      'policy: config: an object',
    ],
    [
      'bindings that are no list',
      given.policy('cors', {}, { bindings: {} }),
      'policy: bindings: a list',
    ],
    [
      'bindings of texts',
      given.policy('cors', {}, { bindings: ['x'] }),
      'policy: bindings: a list of objects',
    ],
  ])('with %s is refused, and the field is named', (_, entity, message) => {
    expect(() => read(entity)).toThrow(message)
  })
})
