/**
 * How much JavaScript and CSS a first page costs, from the build's manifest: what the entry and the route's chunk import
 * statically, in kB brotli, as it goes over the wire. Fails over the budget. `npm run size` after `npm run build`.
 */

import { existsSync, readFileSync } from 'node:fs'
import { brotliCompressSync } from 'node:zlib'

interface Chunk {
  file: string
  imports?: string[]
  dynamicImports?: string[]
  css?: string[]
}

type Manifest = Record<string, Chunk>

/** A first page: the modules that must have arrived before it stands, and what they may weigh together. */
interface FirstPage {
  name: string
  modules: string[]
  jsBudgetKb: number
  cssBudgetKb: number
  /** What was aimed at, where the budget is above it, and what of it the libraries alone weigh. */
  aim?: { targetKb: number; librariesKb: number }
}

const PAGES: FirstPage[] = [
  {
    name: 'console, first signed-in page (the dashboard, without its charts)',
    modules: ['index.html', 'src/app/console.tsx', 'src/pages/dashboard/DashboardPage.tsx'],
    // What is reached, rounded up to the next 5 kB; only ever lowered (docs/decisions/0008-initial-javascript.md). Brotli of
    // each alone: react-dom 54.9, react-router in data mode 28.1, @tanstack 9.3, keycloak-js 6.9, react and scheduler 4.0.
    jsBudgetKb: 135,
    cssBudgetKb: 8,
    aim: { targetKb: 115, librariesKb: 103 },
  },
  {
    name: 'portal, first page',
    modules: ['index.html', 'src/app/portal/portal.tsx'],
    jsBudgetKb: 100,
    cssBudgetKb: 8,
  },
]

const DIST = process.env['DIST_DIR'] ?? 'dist'

/** The chunks that a module needs before it runs, itself included. */
function closure(manifest: Manifest, modules: string[]): Set<string> {
  const seen = new Set<string>()
  const visit = (name: string) => {
    const chunk = manifest[name]
    if (!chunk) throw new Error(`The build has no chunk for ${name}; has it been renamed?`)
    if (seen.has(name)) return
    seen.add(name)
    for (const imported of chunk.imports ?? []) visit(imported)
  }
  modules.forEach(visit)
  return seen
}

const sizes = new Map<string, number>()

function brotliKb(file: string): number {
  const known = sizes.get(file)
  if (known !== undefined) return known
  const kb = brotliCompressSync(readFileSync(`${DIST}/${file}`)).length / 1000
  sizes.set(file, kb)
  return kb
}

const sum = (files: Iterable<string>) =>
  [...files].reduce((total, file) => total + brotliKb(file), 0)
const shown = (kb: number) => kb.toFixed(1).padStart(7)

function report(manifest: Manifest, page: FirstPage): boolean {
  const chunks = [...closure(manifest, page.modules)].flatMap((name) => manifest[name] ?? [])
  const js = new Set(chunks.map(({ file }) => file))
  const css = new Set(chunks.flatMap((chunk) => chunk.css ?? []))
  console.log(`\n${page.name}`)
  for (const file of [...js].toSorted((a, b) => brotliKb(b) - brotliKb(a)))
    console.log(`${shown(brotliKb(file))} kB  ${file}`)
  const isGood = sum(js) <= page.jsBudgetKb && sum(css) <= page.cssBudgetKb
  const aim = page.aim
    ? `; target ${page.aim.targetKb}, libraries alone ${page.aim.librariesKb}`
    : ''
  console.log(`${shown(sum(js))} kB  JavaScript of ${page.jsBudgetKb} allowed${aim}`)
  console.log(
    `${shown(sum(css))} kB  CSS of ${page.cssBudgetKb} allowed${isGood ? '' : '   OVER BUDGET'}`,
  )
  return isGood
}

const manifestFile = `${DIST}/.vite/manifest.json`
if (!existsSync(manifestFile)) {
  console.error(`There is no build in ${DIST}: run "npm run build" first.`)
  process.exit(2)
}
// Written by Vite in this form.
const manifest = JSON.parse(readFileSync(manifestFile, 'utf8')) as Manifest
const results = PAGES.map((page) => report(manifest, page))
const all = new Set(
  Object.values(manifest)
    .map(({ file }) => file)
    .filter((file) => file.endsWith('.js')),
)
console.log(`\n${shown(sum(all))} kB  all JavaScript of the build, in ${all.size} files`)
process.exitCode = results.every(Boolean) ? 0 : 1
