import { expect, test } from 'vitest'

import { evaluate } from './evaluate'
import { sampleOf } from './day-2'
import { heard, honest } from './testing-probes'

const open = (name: string) => ({ path: `/${name}/v1`, auth: 'none' })
const guarded = (name: string) => ({ path: `/${name}/v1`, auth: 'api_key' })

test('the newest API is called, and of the others those that want a key', () => {
  const apis = [open('new'), open('a'), open('b'), guarded('c'), guarded('d'), guarded('e')]
  expect(sampleOf(apis).map(({ path }) => path)).toEqual(['/new/v1', '/c/v1', '/d/v1'])
  expect(sampleOf([])).toEqual([])
})

test('a step says how many of how many were looked at', () => {
  const week = honest()
  const apis = { ...week.apis, total: 2_000 } as typeof week.apis
  const results = evaluate({ ...week, apis })
  expect(results['day-2.contract'].because.values).toMatchObject({ count: 2_000 })
  expect(results['day-2.route'].because.values).toMatchObject({ count: 1, total: 2_000 })
  expect(results['day-4.key-required'].because.values).toMatchObject({ count: 1, total: 2_000 })
})

test('drafts are no APIs that the gateway serves, however many there are', () => {
  const draft = { id: 'a', name: 'a', version: '1', path: '/a/v1', auth: 'none', isVisible: true }
  const apis = { ...heard([{ ...draft, status: 'draft' }]), total: 400 }
  const { because } = evaluate(honest({ apis }))['day-2.contract']
  expect(because).toEqual({ code: 'contract_drafts', values: { count: 400 } })
})
