import { array, assert, integer, property, uniqueArray } from 'fast-check'
import { expect, it } from 'vitest'

import { marksAt } from './marks'

it('each mark is read at exactly one time of the chart', () => {
  assert(
    property(
      uniqueArray(integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 20 }),
      array(integer({ min: -20, max: 120 }), { maxLength: 10 }),
      (unsorted, moments) => {
        const times = unsorted.toSorted((a, b) => a - b)
        const marks = moments.map((at, place) => ({ id: String(place), at, label: '' }))
        const read = times.flatMap((_, index) => marksAt(marks, times, index))
        expect(read.map(({ id }) => id).toSorted()).toEqual(marks.map(({ id }) => id).toSorted())
      },
    ),
  )
})

it('a mark is read at the time whose value it may have changed first', () => {
  const mark = { id: 'a', at: 61, label: '' }
  expect(marksAt([mark], [0, 60, 120], 1)).toEqual([])
  expect(marksAt([mark], [0, 60, 120], 2)).toEqual([mark])
})
