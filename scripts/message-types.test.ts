import { expect, it } from 'vitest'

import { messageTypes } from './message-types.ts'

it('takes the inputs of each message from what the compiler wrote', () => {
  const types = messageTypes(
    new Map([
      ['a_title', '/** @typedef {{}} A_TitleInputs */\nexport const a_title = 1'],
      ['a_seen', '/** @typedef {{ count: NonNullable<unknown> }} A_SeenInputs */'],
    ]),
  )
  expect(types).toContain('const a_title: (inputs?: {}, options?: Options) => LocalizedString')
  expect(types).toContain('const a_seen: (inputs: { count: NonNullable<unknown> }, options')
})

it('does not pass over a message that it cannot read', () => {
  expect(() => messageTypes(new Map([['odd', 'export const odd = 1']]))).toThrow(/odd/)
})
