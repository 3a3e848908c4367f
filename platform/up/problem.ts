/** A failure that a person can mend: one sentence that says what is wrong and what to do. Printed without a stack. */
export class Problem extends Error {
  override name = 'Problem'
}

/** Whether a failure of the operating system carries this code, such as `ENOENT`. */
export function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}

/** The sentence for any failure; a full disk gets its own. */
export function sentenceOf(error: unknown): string {
  if (hasCode(error, 'ENOSPC')) return 'No space left on the disk. Free 1 GB, then start again.'
  return error instanceof Error ? error.message : String(error)
}
