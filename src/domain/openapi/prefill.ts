/** What the form of an API is filled in with from a document's outline. Each rule keeps to what the contract's patterns take. */

import type { Outline } from './outline'

export interface Prefill {
  /** '' when the title has no letter that a name may have. */
  apiName: string
  /** Undefined when the document's version is no version of the kind that a contract has. */
  apiVersion: string | undefined
  displayName: string
  description: string
  categories: string[]
}

/** Lengths as in contract/openapi.yaml. */
const longest = { name: 63, version: 32, displayName: 255, description: 4_000, category: 64 }
const MOST_CATEGORIES = 5

export function prefillOf({ title, version, description, tags }: Outline): Prefill {
  return {
    apiName: slug(title),
    apiVersion: semver(version),
    displayName: title.trim().slice(0, longest.displayName).toWellFormed(),
    description: cut(description.trim()),
    categories: tags
      .map((tag) => tag.trim())
      // oxlint-disable-next-line no-control-regex -- as the contract's Category has it
      .filter((tag) => tag.length <= longest.category && !/[\u0000-\u001f]/.test(tag))
      .slice(0, MOST_CATEGORIES),
  }
}

/** `Petstore: Été 2` → `petstore-ete-2` */
function slug(title: string): string {
  return title
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, longest.name)
    .replaceAll(/^-+|-+$/g, '')
}

/** `v2` → `2.0.0`, `1.4` → `1.4.0`, `1.2.3-rc.1` as it is. */
function semver(version: string): string | undefined {
  const found = /^v?(\d{1,9})(?:\.(\d{1,9})(?:\.(\d{1,9})(-[0-9A-Za-z.-]+)?)?)?(\+.*)?$/i.exec(
    version.trim(),
  )
  if (!found) return undefined
  const numbers = [found[1], found[2] ?? '0', found[3] ?? '0'].map(Number)
  const whole = `${numbers.join('.')}${found[4] ?? ''}`
  return whole.length <= longest.version ? whole : undefined
}

const cut = (text: string): string =>
  text.length <= longest.description
    ? text
    : `${text.slice(0, longest.description - 1).toWellFormed()}…`
