/** Builds and serves the floor page (`floor/`), compressed and cached as the console's server does it. */
import react from '@vitejs/plugin-react'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { build } from 'vite'

export interface Floor {
  url: string
  stop(): void
}

const TYPES: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript' }

/** @throws when the build fails */
export async function startFloor(): Promise<Floor> {
  const outDir = mkdtempSync(join(tmpdir(), 'stoa-floor-'))
  const files = new Map<string, { type: string; body: Buffer }>()
  try {
    const built = await build({
      configFile: false,
      root: join(import.meta.dirname, 'floor'),
      logLevel: 'error',
      plugins: [react()],
      build: { outDir, target: 'es2023', modulePreload: { polyfill: false } },
    })
    for (const { fileName } of [built]
      .flat()
      .flatMap((bundle) => ('output' in bundle ? bundle.output : [])))
      files.set(`/${fileName}`, {
        type: TYPES[extname(fileName)] ?? 'application/octet-stream',
        body: brotliCompressSync(readFileSync(join(outDir, fileName))),
      })
  } finally {
    rmSync(outDir, { recursive: true, force: true })
  }
  const server = createServer((request, response) => {
    const file = files.get(request.url === '/' ? '/index.html' : (request.url ?? ''))
    if (!file) return response.writeHead(404).end()
    const caching = request.url === '/' ? 'no-cache' : 'public, max-age=31536000, immutable'
    response.writeHead(200, {
      'Content-Type': file.type,
      'Content-Encoding': 'br',
      'Cache-Control': caching,
    })
    return response.end(file.body)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}/`,
    stop() {
      server.closeAllConnections()
      server.close()
    },
  }
}
