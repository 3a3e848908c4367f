/**
 * Where fetched programs live, outside of the clone, so that a fresh clone does not fetch them again.
 * A tool is put together in a folder beside its place and moved there whole: an interrupted start leaves no half tool.
 */
import { createHash } from 'node:crypto'
import {
  createReadStream,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'

/** Written as the last file of a tool: SHA-256 by path. */
const MANIFEST = 'stoa-tool.json'

/** The folder of all tools: STOA_TOOLS_DIR, or one in the person's cache. */
export function toolsDir(env: NodeJS.ProcessEnv = process.env): string {
  const cache = env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache')
  return env['STOA_TOOLS_DIR'] ?? join(cache, 'stoa-console', 'tools')
}

/** SHA-256 of a file, hex. */
export async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(file, { highWaterMark: 256 * 1024 }), hash)
  return hash.digest('hex')
}

export interface ToolRecipe {
  /** Name of its folder; contains the version where it is pinned. */
  name: string
  /** Files to check at every start, relative to the tool's folder. */
  checked: string[]
  /** Puts the tool into an empty folder. */
  build(into: string): Promise<void>
}

/**
 * The folder of a tool, built when it is missing or its files are not what they were.
 * @throws what the recipe throws
 */
export async function ensureTool(cache: string, recipe: ToolRecipe): Promise<string> {
  const place = join(cache, recipe.name)
  if (await isIntact(place)) return place
  const workshop = join(cache, `.${recipe.name}.${process.pid}`)
  rmSync(workshop, { recursive: true, force: true })
  mkdirSync(workshop, { recursive: true })
  try {
    await recipe.build(workshop)
    const sums = await Promise.all(
      recipe.checked.map(async (path) => [path, await sha256Of(join(workshop, path))] as const),
    )
    writeFileSync(join(workshop, MANIFEST), JSON.stringify(Object.fromEntries(sums)))
    rmSync(place, { recursive: true, force: true })
    renameSync(workshop, place)
  } finally {
    rmSync(workshop, { recursive: true, force: true })
  }
  return place
}

/** Whether the tool is whole and its checked files are unchanged. */
export async function isIntact(place: string): Promise<boolean> {
  const manifest = join(place, MANIFEST)
  if (!existsSync(manifest)) return false
  try {
    const sums = JSON.parse(readFileSync(manifest, 'utf8')) as Record<string, string>
    const checks = Object.entries(sums).map(
      async ([path, sum]) => (await sha256Of(join(place, path))) === sum,
    )
    return (await Promise.all(checks)).every(Boolean)
  } catch {
    // A missing file or an unreadable list: not intact.
    return false
  }
}
