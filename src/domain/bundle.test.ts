import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { aContract } from '~/test/builders'
import { bundleOf, type BundleFaults, keyOf, planOf, readBundle } from './bundle'
import { contractFormOf } from './contract'

/** Of two lines, the second of which would be a member if it were not a comment. */
const note = 'Not in it:\nkind: something-else'

const words: BundleFaults = {
  name: () => 'name',
  version: () => 'version',
  displayName: () => 'display name',
  description: () => 'description',
  url: () => 'url',
  timeout: () => 'timeout',
  category: () => 'category',
  kind: () => 'kind',
  list: () => 'list',
  unknown: (name) => `unknown ${name}`,
  choice: (known) => `one of ${known}`,
  twice: () => 'twice',
  metadata: () => 'metadata',
}
const read = (text: string) => {
  const answer = readBundle(text, words)
  if (answer.faults) throw new Error(JSON.stringify(answer.faults))
  return answer.entries
}
const faultsOf = (text: string) =>
  (readBundle(text, words).faults ?? []).map((fault) =>
    fault.kind === 'text' ? fault.fault.code : [fault.line, fault.problem],
  )

const named = (major: number) =>
  fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,20}[a-z0-9])?$/).map((name) => ({ name, major }))
const contract = fc
  .tuple(
    named(1),
    fc.nat({ max: 9 }),
    fc.record({
      displayName: fc.string({ maxLength: 40, unit: 'binary' }),
      description: fc.string({ maxLength: 200, unit: 'binary' }),
      endpoint: fc.record({
        url: fc.webUrl({ withQueryParameters: true }),
        method: fc.constantFrom('REST', 'GRAPHQL', 'SOAP'),
        timeout: fc.constantFrom('100ms', '15s', '60s'),
      }),
      auth: fc.record({ type: fc.constantFrom('api_key', 'jwt', 'none') }),
      portal: fc.record({
        visible: fc.boolean(),
        categories: fc.array(fc.stringMatching(/^[^\p{Cc}]{1,20}$/u), { maxLength: 5 }),
      }),
      metadata: fc.dictionary(
        fc.string().filter((name) => name !== '__proto__'),
        fc.oneof(fc.string({ unit: 'binary' }), fc.integer(), fc.boolean(), fc.constant(null)),
        { maxKeys: 5 },
      ),
      status: fc.constantFrom('draft', 'published', 'deprecated'),
    }),
  )
  .map(([{ name }, major, part]) =>
    aContract({ ...part, apiName: name, apiVersion: `${major}.0.0` }),
  )
const state = fc.uniqueArray(contract, { maxLength: 8, selector: keyOf })

describe('a bundle', () => {
  it('brought back into the state it came from changes nothing', () => {
    fc.assert(
      fc.property(state, (contracts) => {
        const steps = planOf(read(bundleOf(contracts, note)), contracts)
        expect(steps.map(({ kind }) => kind)).toEqual(contracts.map(() => 'same'))
      }),
    )
  })

  it('brought into an empty tenant creates every API with equal content', () => {
    fc.assert(
      fc.property(state, (contracts) => {
        const steps = planOf(read(bundleOf(contracts, note)), [])
        expect(steps.map((step) => step.kind === 'create' && step.contract)).toEqual(
          contracts.map((one) => ({ ...contractFormOf(one), metadata: one.metadata })),
        )
      }),
    )
  })

  it('carries no id, no tenant and nothing that was counted, and leaves out what is retired', () => {
    const text = bundleOf(
      [aContract({ subscription_count: 7 }), aContract({ apiName: 'gone', status: 'retired' })],
      note,
    )
    expect(text).not.toMatch(/id:|tenant|etag|subscription|gone|created_at/)
  })

  it('changes exactly what it says: the rest of the API stays', () => {
    const text =
      'kind: stoa-contracts\nversion: 1\ncontracts:\n  - apiName: orders\n    apiVersion: 1.0.0\n    endpoint:\n      timeout: 30s\n      url: http://orders.internal:8090\n'
    const [step] = planOf(read(text), [aContract({ metadata: { owner: 'ada' } })])
    expect(step).toMatchObject({
      kind: 'update',
      etag: '"1"',
      patch: { endpoint: { timeout: '30s' } },
      changes: [{ pointer: '/endpoint/timeout', before: '15s', after: '30s' }],
    })
  })

  it('moves a version on where the gateway path is the same, and touches nothing retired', () => {
    const text = bundleOf([aContract({ apiVersion: '1.1.0' })], note)
    expect(planOf(read(text), [aContract()])).toMatchObject([
      { kind: 'update', patch: { apiVersion: '1.1.0' } },
    ])
    expect(
      planOf(read(bundleOf([aContract()], note)), [aContract({ status: 'retired' })]),
    ).toMatchObject([{ kind: 'retired' }])
  })
})

describe('a bundle with faults', () => {
  it('names each by its line', () => {
    const text = [
      'kind: stoa-contracts',
      'version: 1',
      'contracts:',
      '  - apiName: Not A Name',
      '    apiVersion: 1.0.0',
      '    endpoint:',
      '      url: ftp://x',
      '      method: FTP',
      '    api_key: secret',
      '  - apiName: a',
      '    apiVersion: 1.0.0',
      '    endpoint: { url: "http://a" }',
      '  - apiName: a',
      '    apiVersion: 1.0.0',
      '    endpoint: { url: "http://a" }',
    ].join('\n')
    expect(faultsOf(text)).toEqual([
      [9, 'unknown api_key'],
      [4, 'name'],
      [7, 'url'],
      [8, 'one of REST, GRAPHQL, SOAP'],
      [13, 'twice'],
    ])
  })

  it.each([
    ['something else', 'kind: openapi', [[1, 'kind']]],
    ['no list', 'kind: stoa-contracts\nversion: 1\ncontracts: 3', [[3, 'list']]],
    ['no object', 'kind: stoa-contracts\nversion: 1\ncontracts: [3]', [[3, 'list']]],
    ['no text at all', '', ['empty']],
    [
      'an alias bomb',
      `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefgh'
        .split('')
        .map((name, at) => `${name}: &${name} [${Array(9).fill(`*${'abcdefg'[at]}`).join(',')}]`)
        .join('\n')}`,
      ['aliases'],
    ],
  ])('is refused: %s', (_, text, faults) => {
    expect(faultsOf(text)).toEqual(faults)
  })
})
