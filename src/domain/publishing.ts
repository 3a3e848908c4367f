/** What a draft still lacks before it is published. None of it is required by the server; each is what its users will miss. */

import type { Contract } from '#contract/contract.gen'

export type Requirement = 'description' | 'categories' | 'openapi' | 'backend' | 'auth'

/** The list in the order in which it is shown, each with whether it is met. */
export function requirementsOf(api: Contract): { id: Requirement; isMet: boolean }[] {
  return [
    { id: 'description', isMet: api.description.trim() !== '' },
    { id: 'categories', isMet: !api.portal.visible || api.portal.categories.length > 0 },
    { id: 'backend', isMet: !isLoopback(api.endpoint.url) },
    { id: 'auth', isMet: api.auth.type !== 'none' },
    { id: 'openapi', isMet: api.has_openapi },
  ]
}

/** An address that means another machine to a gateway in a container than to the person who typed it. */
export function isLoopback(url: string): boolean {
  if (!URL.canParse(url)) return false
  // URL has already turned every spelling of 127.0.0.1 (octal, hexadecimal, short) into this one.
  return /^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])\.?$/.test(new URL(url).hostname)
}
