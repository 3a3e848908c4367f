/**
 * What a developer may call themself (security.md T24, T25): the name goes into mails and onto other people's screens, so it holds no
 * address, no line break and no invisible characters. Length and line breaks are the contract's own rules.
 */
import type { Fault } from '../core/problems.ts'

const ADDRESS = /[a-z][a-z0-9+.-]*:\/\/|\bwww\.|\b(?:mailto|javascript|data):/i
/** `evil.example/path` or `evil.com`: a word with a dot between letters that ends like a domain. `Dr.` and `J.R.` are none. */
const DOMAIN = /(^|[\s(<"'])(?:[\p{L}\p{N}-]+\.)+[\p{L}]{2,}(?:[/:?#]|$|[\s)>"',;])/u
// oxlint-disable-next-line no-control-regex -- these are what is refused
const INVISIBLE = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/

/** The faults of a profile, none when it may be kept. */
export function profileFaults(profile: { name: string; company?: string }): Fault[] {
  return [...faultsOf(profile.name, '/name'), ...faultsOf(profile.company ?? '', '/company')]
}

/** The faults of what a subscription is for: it is read by the provider, as a name is. */
export function purposeFaults(purpose: string): Fault[] {
  return faultsOf(purpose, '/purpose')
}

function faultsOf(text: string, pointer: string): Fault[] {
  if (INVISIBLE.test(text)) return [{ pointer, detail: 'This holds an invisible character.' }]
  if (ADDRESS.test(text) || DOMAIN.test(text))
    return [{ pointer, detail: 'This holds an address. A name is enough.' }]
  return []
}
