/** Turns a broken unique index into a 409 that names the field. */
import { conflict } from './problems.ts'

/** What a broken unique index means, by its name. */
export type DuplicateMeanings = Record<string, { pointer: string; detail: string }>

const UNIQUE_VIOLATION = '23505'

/** Runs a statement. @throws 409 with the field when it breaks one of the named unique indexes */
export async function namingDuplicates<T>(
  meanings: DuplicateMeanings,
  statement: () => Promise<T>,
): Promise<T> {
  try {
    return await statement()
  } catch (error) {
    const { code, constraint } = error as { code?: unknown; constraint?: unknown }
    const meaning =
      code === UNIQUE_VIOLATION && typeof constraint === 'string' ? meanings[constraint] : undefined
    if (!meaning) throw error
    throw conflict(meaning.detail, meaning.pointer)
  }
}
