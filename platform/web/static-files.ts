/** The built files: read once at start into a table, so that no request ever names a path on the disk. */

import { readdir, readFile, stat } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { extname, join, relative, sep } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

import { isCompressible } from './precompress.ts'
import type { Headers } from './security-headers.ts'

interface StaticFile {
  type: string
  plain: Buffer
  /** By content encoding, the best one first; empty for what is not worth compressing. */
  encoded: [encoding: string, body: Buffer][]
}

export type StaticFiles = ReadonlyMap<string, StaticFile>

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
}

async function readIfThere(path: string): Promise<Buffer | undefined> {
  return readFile(path).catch(() => undefined)
}

/** Compressed copies come from the build; without them (an own build) they are made here, quickly. */
async function readOne(path: string): Promise<StaticFile> {
  const plain = await readFile(path)
  const type = TYPES[extname(path)] ?? 'application/octet-stream'
  if (!isCompressible(path, plain.length)) return { type, plain, encoded: [] }
  const quick = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }
  const br = (await readIfThere(`${path}.br`)) ?? brotliCompressSync(plain, quick)
  const gzip = (await readIfThere(`${path}.gz`)) ?? gzipSync(plain)
  return {
    type,
    plain,
    encoded: [
      ['br', br],
      ['gzip', gzip],
    ],
  }
}

/** What is in the build and is nobody's to fetch: source maps, the manifest, and the compressed copies by themselves. */
function isPrivate(path: string): boolean {
  return /\.(map|br|gz)$/.test(path) || path.includes('/.vite/')
}

/**
 * Reads the build.
 * @throws when there is none, saying how to make one
 */
export async function readStaticFiles(distDir: string): Promise<StaticFiles> {
  const isBuilt = await stat(join(distDir, 'index.html')).then(
    (found) => found.isFile(),
    () => false,
  )
  if (!isBuilt) throw new Error(`there is no build in ${distDir}: run "npm run build" first`)
  const files = new Map<string, StaticFile>()
  for (const entry of await readdir(distDir, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const path = join(entry.parentPath, entry.name)
    const url = `/${relative(distDir, path).split(sep).join('/')}`
    if (!isPrivate(url)) files.set(url, await readOne(path))
  }
  return files
}

/** Does an Accept-Encoding header take this encoding (named, and not with a weight of 0)? */
function takes(accepted: string, encoding: string): boolean {
  return accepted.split(',').some((part) => {
    const [name = '', ...weights] = part.split(';').map((piece) => piece.trim().toLowerCase())
    return name === encoding && !weights.some((weight) => /^q=0(\.0*)?$/.test(weight))
  })
}

/** Sends a file in the best encoding that the browser takes. */
export function sendFile(
  request: IncomingMessage,
  response: ServerResponse,
  file: StaticFile,
  headers: Headers,
): void {
  const accepted = request.headers['accept-encoding']?.toString() ?? ''
  const found = file.encoded.find(([encoding]) => takes(accepted, encoding))
  const body = found?.[1] ?? file.plain
  response.writeHead(200, {
    ...headers,
    'Content-Type': file.type,
    'Content-Length': String(body.length),
    ...(file.encoded.length > 0 && { Vary: 'Accept-Encoding' }),
    ...(found && { 'Content-Encoding': found[0] }),
  })
  response.end(request.method === 'HEAD' ? undefined : body)
}
