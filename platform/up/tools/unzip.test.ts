import { existsSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { crc32, deflateRawSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../test/temporary-folder.ts'
import { unzip } from './unzip.ts'

interface Entry {
  name: string
  content: Buffer
  isPacked: boolean
  mode?: number
}

/** A zip as `zip` writes it: local headers with data, the directory, the end record with a comment. */
function zipOf(entries: Entry[]): Buffer {
  const locals: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const { name, content, isPacked, mode = 0o644 } of entries) {
    const data = isPacked ? deflateRawSync(content) : content
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(isPacked ? 8 : 0, 4)
    common.writeUInt32LE(crc32(content), 10)
    common.writeUInt32LE(data.length, 14)
    common.writeUInt32LE(content.length, 18)
    common.writeUInt16LE(name.length, 22)
    const extra = Buffer.alloc(5)
    common.writeUInt16LE(extra.length, 24)
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, Buffer.from(name), extra, data])
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(mode * 0x10000, 6)
    tail.writeUInt32LE(at, 10)
    common.writeUInt16LE(0, 24)
    directory.push(Buffer.from('PK\x01\x02\x14\x03'), common, tail, Buffer.from(name))
    locals.push(local)
    at += local.length
  }
  const list = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06')
  end.writeUInt32LE(list.length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...locals, list, end, Buffer.from('a comment')])
}

function archiveOf(entries: Entry[]) {
  const folder = temporaryFolder()
  const archive = join(folder, 'a.zip')
  writeFileSync(archive, zipOf(entries))
  return { archive, into: join(folder, 'into') }
}

const script = {
  name: 'kc/bin/kc.sh',
  content: Buffer.from('#!/bin/sh\n'),
  isPacked: false,
  mode: 0o755,
}

test('packed and stored files arrive whole, scripts stay executable', () => {
  const text = Buffer.from('provider '.repeat(5_000))
  const { archive, into } = archiveOf([
    { name: 'kc/', content: Buffer.of(), isPacked: false },
    script,
    { name: 'kc/lib/deep/provider.txt', content: text, isPacked: true },
  ])
  unzip(archive, into)
  expect(readFileSync(join(into, 'kc/lib/deep/provider.txt'))).toEqual(text)
  expect(readFileSync(join(into, script.name))).toEqual(script.content)
  expect(statSync(join(into, script.name)).mode & 0o111).toBe(0o111)
  expect(statSync(join(into, 'kc/lib/deep/provider.txt')).mode & 0o111).toBe(0)
})

test.each(['../outside.txt', '/etc/outside.txt', 'kc/../../outside.txt'])(
  'the path %s is refused',
  (name) => {
    const { archive, into } = archiveOf([{ ...script, name }])
    expect(() => unzip(archive, into)).toThrow(/outside of the folder/)
    expect(existsSync(join(into, '..', 'outside.txt'))).toBe(false)
  },
)

test('an archive that is cut short, or none, is refused', () => {
  const { archive, into } = archiveOf([script])
  truncateSync(archive, 40)
  expect(() => unzip(archive, into)).toThrow(/not a zip archive|cut short/)
})
