/** Versions of resources: a strong ETag, `"7"`, in the header and as the member `etag`. */
import { Refusal } from './problems.ts'

/** The ETag of a version. */
export function etagOf(version: number): string {
  return `"${version}"`
}

/**
 * Refuses a change that is based on an old version. Without If-Match the change is made (the runbook's PATCH sends none).
 * @throws 412
 */
export function requireMatch(ifMatch: string | undefined, version: number): void {
  if (ifMatch === undefined) return
  const given = ifMatch.split(',').map((tag) => tag.trim())
  // Weak tags never match here (RFC 9110 13.1.1 asks for the strong comparison).
  if (given.includes('*') || given.includes(etagOf(version))) return
  throw new Refusal(
    412,
    'It has been changed since you read it; nothing was written. Read it again and repeat the change.',
    { headers: { ETag: etagOf(version) } },
  )
}
