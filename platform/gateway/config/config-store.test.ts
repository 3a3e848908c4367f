import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { given, type Entity } from '../testing/rig.ts'
import { ConfigStore, VersionConflict } from './config-store.ts'
import { readDelta, type Delta } from './wire.ts'

let directory: string
let store: ConfigStore

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'config-'))
  store = await ConfigStore.open(directory)
})
afterEach(async () => {
  await store.close()
  rmSync(directory, { recursive: true, force: true })
})

/** As after a crash: the files are read by another store, the old one is not closed first. */
async function reopened(compactAbove?: number): Promise<ConfigStore> {
  await store.close()
  store = await ConfigStore.open(directory, compactAbove)
  return store
}

function push(version: number, entities: Entity[]): Promise<number> {
  const lines = [{ version }, ...entities].map((line) => JSON.stringify(line))
  return store.replace(Readable.from([Buffer.from(`${lines.join('\n')}\n`)]))
}

function put(from: number, ...entities: Entity[]): Delta {
  const changes = entities.map((entity) => ({ ...entity, op: 'put', id: entity.value.id }))
  return readDelta({ from, version: from + 1, changes })
}

const plans = () => [...store.state.tables.plan.values()].map((plan) => plan.name)
const deltaFile = () =>
  join(directory, readdirSync(directory).find((name) => name.startsWith('deltas')) ?? '')

describe('what was acknowledged', () => {
  it('is there after a restart: the whole, and what followed', async () => {
    await push(5, [given.route(), given.plan({ name: 'first' })])
    await store.patch(put(5, given.plan({ name: 'second' })))
    await store.patch(
      readDelta({ from: 6, version: 9, changes: [{ kind: 'route', op: 'delete', id: 'api-1' }] }),
    )
    await reopened()
    expect(store.state.version).toBe(9)
    expect(plans()).toEqual(['second'])
    expect(store.state.routesFor('orders', '1')).toEqual([])
    expect(store.warnings).toEqual([])
  })

  it('is in force for every kind', async () => {
    const all = [
      given.route(),
      given.key('a'),
      given.subscription(),
      given.consumer(),
      given.plan(),
      given.policy('cors', { origins: ['*'] }),
    ]
    await push(1, all)
    await reopened()
    expect(store.state.counts()).toEqual({
      route: 1,
      key: 1,
      subscription: 1,
      consumer: 1,
      plan: 1,
      policy: 1,
    })
  })

  it('stands when the last line is torn, and what comes after it is not glued to the rest', async () => {
    await push(1, [given.plan({ name: 'first' })])
    await store.patch(put(1, given.plan({ name: 'second' })))
    appendFileSync(deltaFile(), '{"from":2,"version":3,"changes":[{"ki')
    await reopened()
    expect([store.state.version, plans()]).toEqual([2, ['second']])
    expect(store.warnings.length).toBe(1)
    await store.patch(put(2, given.plan({ name: 'third' })))
    await reopened()
    expect([store.state.version, plans()]).toEqual([3, ['third']])
    expect(store.warnings).toEqual([])
  })

  it('stands at every place where the log can be cut', async () => {
    await push(1, [given.plan({ name: 'v1' })])
    for (let version = 1; version < 4; version += 1)
      await store.patch(put(version, given.plan({ name: `v${version + 1}` })))
    const whole = readFileSync(deltaFile())
    for (let length = 0; length <= whole.length; length += 7) {
      writeFileSync(deltaFile(), whole.subarray(0, length))
      await reopened()
      const complete = whole.subarray(0, length).toString().split('\n').length - 1
      expect([store.state.version, plans()]).toEqual([complete + 1, [`v${complete + 1}`]])
    }
  })

  it('stands when a snapshot is not whole: the one before it counts', async () => {
    await push(1, [given.plan({ name: 'first' })])
    await store.patch(put(1, given.plan({ name: 'second' })))
    writeFileSync(join(directory, 'snapshot-99.ndjson'), '{"version":99}\n{"kind":"plan"')
    await reopened()
    expect([store.state.version, plans()]).toEqual([2, ['second']])
    expect(store.warnings[0]).toContain('not whole')
  })

  it('stands when the gateway died while it folded deltas: a later log without its snapshot counts', async () => {
    await push(1, [given.plan({ name: 'first' })])
    await store.patch(put(1, given.plan({ name: 'second' })))
    const number = Number(/\d+/.exec(deltaFile().split('/').at(-1) ?? '')?.[0])
    const later = join(directory, `deltas-${number + 1}.ndjson`)
    writeFileSync(later, `${JSON.stringify(put(2, given.plan({ name: 'third' })))}\n`)
    writeFileSync(join(directory, `snapshot-${number + 1}.ndjson.part`), '{"version":2}\n')
    await reopened()
    expect([store.state.version, plans()]).toEqual([3, ['third']])
    await store.patch(put(3, given.plan({ name: 'fourth' })))
    await reopened()
    expect([store.state.version, plans()]).toEqual([4, ['fourth']])
  })

  it('stops at a delta that does not follow, instead of applying it to another state', async () => {
    await push(1, [given.plan({ name: 'first' })])
    appendFileSync(deltaFile(), `${JSON.stringify(put(7, given.plan({ name: 'lost' })))}\n`)
    await reopened()
    expect([store.state.version, plans()]).toEqual([1, ['first']])
  })
})

describe('a delta', () => {
  it('of another version is refused with the held one, and changes nothing', async () => {
    await push(3, [given.plan({ name: 'kept' })])
    await expect(store.patch(put(2, given.plan({ name: 'wrong' })))).rejects.toEqual(
      new VersionConflict(3),
    )
    expect(plans()).toEqual(['kept'])
  })

  it('that arrives with others is applied in turn', async () => {
    await push(0, [])
    const many = Array.from({ length: 50 }, (_, version) =>
      store.patch(put(version, given.plan({ name: `v${version}` }))),
    )
    await Promise.all(many)
    await reopened()
    expect([store.state.version, plans()]).toEqual([50, ['v49']])
  })
})

describe('a whole configuration', () => {
  it('that cannot be read changes nothing', async () => {
    await push(1, [given.plan({ name: 'kept' })])
    const bad = [
      ['no json', 'not JSON'],
      ['{"version":2}\n{"kind":"plan","value":{}}', 'plan: id: a text was expected'],
      ['{"version":2}\n{"kind":"ghost","value":{"id":"1"}}', 'a line of a known kind was expected'],
      ['{"version":-1}', 'version: a whole number was expected'],
      ['', 'the first line: {"version": N} was expected'],
    ]
    for (const [body = '', word] of bad)
      await expect(store.replace(Readable.from([Buffer.from(body)]))).rejects.toThrow(word)
    expect([store.state.version, plans()]).toEqual([1, ['kept']])
    await reopened()
    expect([store.state.version, plans()]).toEqual([1, ['kept']])
    expect(readdirSync(directory).filter((name) => name.endsWith('.part'))).toEqual([])
  })

  it('may come in pieces that cut lines and characters', async () => {
    const text = [{ version: 1 }, given.plan({ name: 'Größe €' })]
      .map((line) => JSON.stringify(line))
      .join('\n')
    const bytes = Buffer.from(text)
    const pieces = Array.from({ length: bytes.length }, (_, at) => bytes.subarray(at, at + 1))
    await store.replace(Readable.from(pieces))
    await reopened()
    expect(plans()).toEqual(['Größe €'])
  })

  it('replaces everything and leaves one snapshot', async () => {
    await push(1, [given.route(), given.plan({ name: 'old' })])
    await push(2, [given.plan({ id: 'other', name: 'new' })])
    expect(store.state.routesFor('orders', '1')).toEqual([])
    await reopened()
    expect(plans()).toEqual(['new'])
    expect(readdirSync(directory).filter((name) => name.startsWith('snapshot')).length).toBe(1)
  })
})

describe('compaction', () => {
  it('folds deltas into a snapshot while further ones come, and loses none', async () => {
    await push(0, [])
    await reopened(2_000)
    for (let version = 0; version < 60; version += 1)
      await store.patch(put(version, given.plan({ id: `p${version % 7}`, name: `v${version}` })))
    await vi.waitUntil(() => readdirSync(directory).length <= 2)
    const expected = plans().toSorted()
    await reopened()
    expect(store.state.version).toBe(60)
    expect(plans().toSorted()).toEqual(expected)
    expect(expected).toEqual(['v53', 'v54', 'v55', 'v56', 'v57', 'v58', 'v59'])
    expect(readFileSync(deltaFile()).length).toBeLessThan(2_500)
  })
})

describe('200,000 keys', () => {
  it('load fast, and a delta on top of them is quick', async () => {
    const count = 200_000
    function* lines() {
      yield '{"version":1}\n'
      for (let index = 0; index < count; index += 1) {
        const id = index.toString(16).padStart(64, '0')
        yield `${JSON.stringify({ kind: 'key', value: { id, prefix: 'stoa_sk_abcd', subscription_id: `s${index}`, expires_at: null } })}\n`
      }
    }
    const pushed = performance.now()
    await store.replace(Readable.from(chunks(lines())))
    const opened = performance.now()
    await reopened()
    const done = performance.now()
    expect(store.state.counts().key).toBe(count)
    // Generous, because the machine is shared; measured: about 1 s each, 3 ms a delta.
    expect(opened - pushed).toBeLessThan(10_000)
    expect(done - opened).toBeLessThan(10_000)
    const times: number[] = []
    for (let version = 1; version <= 20; version += 1) {
      const started = performance.now()
      await store.patch(put(version, given.plan({ name: `v${version}` })))
      times.push(performance.now() - started)
    }
    const median = times.toSorted((a, b) => a - b)[10] ?? 0
    expect(median).toBeLessThan(50)
  })
})

/** Batches of lines, as a socket would bring them. */
function* chunks(lines: Iterable<string>): Generator<Buffer> {
  let text = ''
  for (const line of lines) {
    text += line
    if (text.length < 64 * 1024) continue
    yield Buffer.from(text)
    text = ''
  }
  yield Buffer.from(text)
}
