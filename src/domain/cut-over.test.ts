import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { cutOver } from './cut-over'
import type { Series } from './series'
import type { RangeAnswer } from './traffic'

const end = 1_795_514_400
const one = (labels: Record<string, string>, value: number): Series => ({
  labels: new Map(Object.entries(labels)),
  samples: [{ at: end, value }],
})

interface World {
  old?: number
  fresh?: number
  watched?: number
  sampledAgo?: number
  gathered?: number
}

/** An answer about 15 minutes of a gateway that is scraped every 15 seconds. */
const answer = (world: World): RangeAnswer => ({
  question: { query: 'q' },
  window: { start: end - 900, end },
  scrape: 15,
  isLive: true,
  warnings: [],
  series: [
    ...(world.old === undefined ? [] : [one({ key: 'old', api: 'orders' }, world.old)]),
    ...(world.fresh === undefined
      ? []
      : [one({ key: 'new', api: 'orders', figure: 'limited' }, world.fresh)]),
    ...(world.watched === undefined ? [] : [one({ figure: 'watched' }, world.watched)]),
    ...(world.sampledAgo === undefined
      ? []
      : [one({ figure: 'sampled_at' }, end - world.sampledAgo)]),
    ...(world.gathered === undefined ? [] : [one({ figure: 'gathered' }, world.gathered)]),
  ],
})
const meter = (recent: World, since: World = recent) =>
  cutOver({ recent: answer(recent), since: answer(since), oldKey: 'old', newKey: 'new' })

const watched = { watched: 60, sampledAgo: 5 }

describe('the old key may go', () => {
  it('after a silence that was watched, with the new key seen at work', () => {
    expect(meter({ ...watched, old: 0 }, { ...watched, old: 40, fresh: 3 })).toEqual({
      verdict: { say: 'safe' },
      recentOld: 0,
      old: 40,
      new: 3,
    })
  })

  it.each<[string, World, World, object]>([
    [
      'somebody still sends it',
      { ...watched, old: 2 },
      { ...watched, fresh: 9 },
      { say: 'wait', why: 'old-in-use' },
    ],
    [
      'even a fraction of a call was seen',
      { ...watched, old: 0.01 },
      { ...watched, fresh: 9 },
      { say: 'wait', why: 'old-in-use' },
    ],
    [
      'nobody has the new one',
      watched,
      { ...watched, fresh: 0 },
      { say: 'wait', why: 'new-unused' },
    ],
    [
      'the gateway was never scraped',
      {},
      { ...watched, fresh: 9 },
      { say: 'unknown', why: 'unwatched' },
    ],
    [
      'scrapes are missing',
      { ...watched, watched: 40 },
      { ...watched, fresh: 9 },
      { say: 'unknown', why: 'gaps' },
    ],
    [
      'the last scrape is long ago',
      { ...watched, sampledAgo: 60 },
      { ...watched, fresh: 9 },
      { say: 'unknown', why: 'stale' },
    ],
    [
      'consumers are counted together',
      { ...watched, gathered: 1 },
      { ...watched, fresh: 9 },
      { say: 'unknown', why: 'gathered' },
    ],
  ])('and not where %s', (_, recent, since, verdict) => {
    expect(meter(recent, since).verdict).toEqual(verdict)
  })

  it('shows no count of a time in which nothing was scraped', () => {
    const unseen = meter(watched, { old: 3, fresh: 3 })
    expect(unseen).toMatchObject({ old: undefined, new: undefined })
    expect(unseen.verdict).toEqual({ say: 'wait', why: 'new-unused' })
  })

  it('never where anything is in doubt, whatever was counted', () => {
    const count = fc.option(fc.double({ min: 0, max: 1e6, noNaN: true }), { nil: undefined })
    const world = fc.record({
      old: count,
      fresh: count,
      watched: fc.option(fc.nat(80), { nil: undefined }),
      sampledAgo: fc.option(fc.nat(300), { nil: undefined }),
      gathered: fc.option(fc.nat(2), { nil: undefined }),
    }) as fc.Arbitrary<World>
    fc.assert(
      fc.property(world, world, (recent, since) => {
        if (meter(recent, since).verdict.say !== 'safe') return
        expect(recent.old ?? 0).toBe(0)
        expect(since.fresh ?? 0).toBeGreaterThan(0)
        expect(recent.gathered ?? 0).toBe(0)
        expect(recent.watched ?? 0).toBeGreaterThanOrEqual(54)
        expect(recent.sampledAgo ?? Number.POSITIVE_INFINITY).toBeLessThanOrEqual(45)
      }),
    )
  })
})
