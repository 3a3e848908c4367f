/** Brotli and gzip copies of what the build wrote, at full strength: once at build time, never at request time. */

import { readdir, readFile, writeFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

import type { Plugin } from 'vite'

const TEXT = new Set(['.html', '.js', '.css', '.json', '.svg', '.txt', '.webmanifest'])
/** Below this, the headers weigh more than what is saved. */
const SMALLEST = 512

/** Is a compressed copy of this file worth having? */
export function isCompressible(path: string, bytes: number): boolean {
  return TEXT.has(extname(path)) && bytes >= SMALLEST
}

async function compress(path: string): Promise<void> {
  const plain = await readFile(path)
  if (!isCompressible(path, plain.length)) return
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
    [constants.BROTLI_PARAM_SIZE_HINT]: plain.length,
  }
  await writeFile(`${path}.br`, brotliCompressSync(plain, { params }))
  await writeFile(`${path}.gz`, gzipSync(plain, { level: 9 }))
}

/** The build step. */
export function precompress(): Plugin {
  let outDir = 'dist'
  return {
    name: 'stoa-precompress',
    apply: 'build',
    configResolved(config) {
      outDir = join(config.root, config.build.outDir)
    },
    async closeBundle() {
      for (const entry of await readdir(outDir, { recursive: true, withFileTypes: true }))
        if (entry.isFile() && !entry.parentPath.endsWith('.vite'))
          await compress(join(entry.parentPath, entry.name))
    },
  }
}
