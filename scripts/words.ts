/**
 * Compiles the messages of src/i18n/messages into typed functions in src/i18n/gen, as far as they have changed.
 *
 * Each place's file is a project of its own to the compiler, whose time grows with the square of the messages in one:
 * all in one took four minutes where twenty take seconds. Their functions are put together under one runtime.
 */
import { createHash } from 'node:crypto'
import {
  existsSync,
  globSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { basename } from 'node:path'
import { compile, type CompilerOptions } from '@inlang/paraglide-js'

import { messageTypes } from './message-types.ts'

const PROJECT = 'src/i18n/project.inlang/settings.json'
const OUT = 'src/i18n/gen'
const PARTS = `${OUT}/.parts`
/** What does not depend on the messages; it comes from the first place. */
const SHARED = ['runtime.js', 'runtime.d.ts', 'registry.js', 'registry.d.ts']

const OPTIONS = {
  // Which language is spoken is decided in src/i18n/locale.ts, not by the generated runtime.
  strategy: ['globalVariable', 'baseLocale'],
  isServer: 'false',
  disableAsyncLocalStorage: true,
  emitReadme: false,
  emitGitIgnore: false,
  emitPrettierIgnore: false,
} satisfies Partial<CompilerOptions>

interface Settings {
  modules: string[]
  'plugin.inlang.messageFormat': { pathPattern: string[] }
}

const settings = JSON.parse(readFileSync(PROJECT, 'utf8')) as Settings
const places = settings['plugin.inlang.messageFormat'].pathPattern.map((path) =>
  basename(path, '.json'),
)

/** Of everything that a place's functions depend on. */
function stampOf(place: string): string {
  const hash = createHash('sha256').update(JSON.stringify([OPTIONS, settings.modules]))
  const inputs = [
    ...globSync(`src/i18n/messages/*/${place}.json`).toSorted(),
    'node_modules/@inlang/paraglide-js/package.json',
  ]
  for (const file of inputs) hash.update(`\0${file}\0`).update(readFileSync(file))
  return hash.digest('hex')
}

/** Compiles one place, unless its functions are those of its messages already. @returns whether it had to */
async function compilePlace(place: string, isFirst: boolean): Promise<boolean> {
  const [project, outdir] = [`${PARTS}/${place}.inlang`, `${PARTS}/${place}`]
  const [stamp, stampFile] = [stampOf(place), `${outdir}.stamp`]
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return false
  mkdirSync(project, { recursive: true })
  const own = {
    ...settings,
    modules: settings.modules.map((path) => `../../${path}`),
    'plugin.inlang.messageFormat': { pathPattern: [`../../messages/{locale}/${place}.json`] },
  }
  writeFileSync(`${project}/settings.json`, JSON.stringify(own))
  await compile({ ...OPTIONS, project, outdir, emitTsDeclarations: isFirst })
  writeFileSync(stampFile, stamp)
  return true
}

/** Beside the functions: their index, and the word that a build may leave out those that it does not use. */
const KEPT = new Set(['_index.js', '_index.d.ts', 'package.json'])

/** Writes what has changed only, so that a server that watches draws no more than it must. */
function keep(file: string, text: string): void {
  if (!existsSync(file) || readFileSync(file, 'utf8') !== text) writeFileSync(file, text)
}

/** Puts the places' functions together. @throws when two places have a message of one name */
function assemble(): void {
  mkdirSync(`${OUT}/messages`, { recursive: true })
  const functions = new Map<string, string>()
  for (const place of places)
    for (const file of readdirSync(`${PARTS}/${place}/messages`)) {
      if (!file.endsWith('.js') || file === '_index.js') continue
      const name = basename(file, '.js')
      if (functions.has(name)) throw new Error(`two places have a message ${name}`)
      functions.set(name, readFileSync(`${PARTS}/${place}/messages/${file}`, 'utf8'))
    }
  for (const file of readdirSync(`${OUT}/messages`))
    if (!KEPT.has(file) && !functions.has(basename(file, '.js'))) rmSync(`${OUT}/messages/${file}`)
  for (const [name, text] of functions) keep(`${OUT}/messages/${name}.js`, text)
  const names = [...functions.keys()]
  keep(`${OUT}/messages/_index.js`, names.map((name) => `export * from './${name}.js'\n`).join(''))
  keep(`${OUT}/messages/package.json`, JSON.stringify({ type: 'module', sideEffects: false }))
  keep(`${OUT}/messages/_index.d.ts`, messageTypes(functions))
  for (const file of SHARED)
    keep(`${OUT}/${file}`, readFileSync(`${PARTS}/${places[0]}/${file}`, 'utf8'))
  for (const file of ['messages.js', 'messages.d.ts'])
    keep(
      `${OUT}/${file}`,
      "export * from './messages/_index.js'\nexport * as m from './messages/_index.js'\n",
    )
}

let isChanged = !existsSync(`${OUT}/messages.js`)
for (const [index, place] of places.entries())
  isChanged = (await compilePlace(place, index === 0)) || isChanged
if (isChanged) assemble()
// The compiler's worker would keep an otherwise finished process for half a minute.
process.exit(0)
