/**
 * Compiles the messages of src/i18n/messages into typed functions in src/i18n/gen. The same options serve this
 * script, the dev server and the build: `paraglideVitePlugin(words)` in vite.config.ts.
 */
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

if (import.meta.main) await compile(words)
