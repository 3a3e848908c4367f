/**
 * Compiles the messages of src/i18n/messages into typed functions in src/i18n/gen, when they have changed. The same
 * options serve this script, the dev server and the build: `paraglideVitePlugin(words)` in vite.config.ts.
 */
import { createHash } from 'node:crypto'
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { compile, type CompilerOptions } from '@inlang/paraglide-js'

export const words = {
  project: './src/i18n/project.inlang',
  outdir: './src/i18n/gen',
  // Which language is spoken is decided in src/i18n/locale.ts, not by the generated runtime.
  strategy: ['globalVariable', 'baseLocale'],
  isServer: 'false',
  disableAsyncLocalStorage: true,
  emitTsDeclarations: true,
  emitReadme: false,
  emitGitIgnore: false,
  emitPrettierIgnore: false,
} satisfies CompilerOptions

const stampFile = 'node_modules/.cache/stoa-words'

/** Of everything that the result depends on. */
function stamp(): string {
  const hash = createHash('sha256').update(JSON.stringify(words))
  const inputs = [
    ...globSync('src/i18n/messages/*/*.json'),
    'src/i18n/project.inlang/settings.json',
    'node_modules/@inlang/paraglide-js/package.json',
  ]
  for (const file of inputs.sort()) hash.update(`\0${file}\0`).update(readFileSync(file))
  return hash.digest('hex')
}

function isUpToDate(now: string): boolean {
  const isThere = existsSync(`${words.outdir}/messages.js`) && existsSync(stampFile)
  return isThere && readFileSync(stampFile, 'utf8') === now
}

if (import.meta.main) {
  const now = stamp()
  if (!isUpToDate(now)) {
    await compile(words)
    mkdirSync(dirname(stampFile), { recursive: true })
    writeFileSync(stampFile, now)
    // The compiler's worker would keep an otherwise finished process for half a minute.
    process.exit(0)
  }
}
