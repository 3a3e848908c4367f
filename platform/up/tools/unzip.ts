/**
 * Unpacks a zip archive (PKWARE APPNOTE 6.3, without zip64 and encryption, which Keycloak's does not use).
 * Own code, because a bare machine has no `unzip` and a Java runtime has no `jar`.
 */
import { closeSync, fstatSync, mkdirSync, openSync, readSync, writeFileSync } from 'node:fs'
import { dirname, resolve, sep } from 'node:path'
import { inflateRawSync } from 'node:zlib'

const END_OF_DIRECTORY = 0x06054b50
const DIRECTORY_ENTRY = 0x02014b50
const STORED = 0
const DEFLATED = 8

interface ZipEntry {
  name: string
  method: number
  packedSize: number
  localHeaderAt: number
  /** Unix permission bits; 0 when the archive has none. */
  mode: number
}

/**
 * Unpacks every file of the archive below a folder.
 * @throws when the archive is not a zip, is cut short, or names a path outside of the folder
 */
export function unzip(archive: string, into: string): void {
  const fd = openSync(archive, 'r')
  try {
    for (const entry of readDirectory(fd)) unpack(fd, entry, resolve(into))
  } finally {
    closeSync(fd)
  }
}

function readDirectory(fd: number): ZipEntry[] {
  const size = fstatSync(fd).size
  // The end record is 22 bytes and a comment of at most 65,535.
  const tail = readAt(fd, Math.max(0, size - 65_557), Math.min(size, 65_557))
  const endAt = findLast(tail, END_OF_DIRECTORY)
  if (endAt === -1) throw new Error('not a zip archive, or cut short')
  const directory = readAt(fd, tail.readUInt32LE(endAt + 16), tail.readUInt32LE(endAt + 12))
  const entries: ZipEntry[] = []
  for (let at = 0; at < directory.length;) {
    if (directory.readUInt32LE(at) !== DIRECTORY_ENTRY) throw new Error('damaged zip archive')
    const nameLength = directory.readUInt16LE(at + 28)
    entries.push({
      name: directory.toString('utf8', at + 46, at + 46 + nameLength),
      method: directory.readUInt16LE(at + 10),
      packedSize: directory.readUInt32LE(at + 20),
      localHeaderAt: directory.readUInt32LE(at + 42),
      mode: (directory.readUInt32LE(at + 38) >>> 16) & 0o777,
    })
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32)
  }
  return entries
}

function unpack(fd: number, entry: ZipEntry, into: string): void {
  const target = resolve(into, entry.name)
  if (!target.startsWith(into + sep))
    throw new Error(`zip entry outside of the folder: ${entry.name}`)
  if (entry.name.endsWith('/')) {
    mkdirSync(target, { recursive: true })
    return
  }
  // The local header repeats the name and has its own extra field; only their lengths matter here.
  const header = readAt(fd, entry.localHeaderAt, 30)
  const dataAt = entry.localHeaderAt + 30 + header.readUInt16LE(26) + header.readUInt16LE(28)
  const packed = readAt(fd, dataAt, entry.packedSize)
  mkdirSync(dirname(target), { recursive: true })
  writeFileSync(target, contentOf(entry, packed), { mode: entry.mode || 0o644 })
}

function contentOf(entry: ZipEntry, packed: Buffer): Buffer {
  if (entry.method === STORED) return packed
  if (entry.method === DEFLATED) return inflateRawSync(packed)
  throw new Error(`zip entry ${entry.name} is packed in an unknown way (${entry.method})`)
}

function readAt(fd: number, position: number, length: number): Buffer {
  const buffer = Buffer.alloc(length)
  if (readSync(fd, buffer, 0, length, position) !== length) throw new Error('zip archive cut short')
  return buffer
}

function findLast(buffer: Buffer, signature: number): number {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(signature)
  return buffer.lastIndexOf(bytes)
}
