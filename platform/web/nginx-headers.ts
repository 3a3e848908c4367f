/**
 * Prints the headers as nginx includes, so that nginx and the console server cannot drift apart:
 * `node platform/web/nginx-headers.ts page|asset|proxied CONSOLE_ORIGIN KEYCLOAK_ORIGIN [API_ORIGIN…] > file`.
 * `add_header` in a location drops all the inherited ones: include the file in every location that has its own.
 */

import { assetHeaders, pageHeaders, proxiedHeaders } from './security-headers.ts'
import type { Headers } from './security-headers.ts'

/** The `add_header` lines of a set of headers; values are quoted, so `"` and `$` in them are refused. */
export function nginxInclude(headers: Headers): string {
  const lines = Object.entries(headers).map(([name, value]) => {
    if (/[$\r\n\\]/.test(value)) throw new Error(`${name} holds what nginx would read as its own`)
    return `add_header ${name} '${value.replaceAll("'", String.raw`\'`)}' always;`
  })
  return `${lines.join('\n')}\n`
}

if (import.meta.main) {
  const [kind = '', self = '', identity = '', ...connect] = process.argv.slice(2)
  const kinds: Record<string, () => Headers> = {
    page: () => pageHeaders({ self, identity, connect }),
    asset: () => assetHeaders(self),
    proxied: () => proxiedHeaders(self),
  }
  const make = kinds[kind]
  if (!make || !self || (kind === 'page' && !identity)) {
    process.stderr.write(
      'usage: nginx-headers.ts page|asset|proxied CONSOLE_ORIGIN KEYCLOAK_ORIGIN [API_ORIGIN…]\n',
    )
    process.exit(2)
  }
  process.stdout.write(nginxInclude(make()))
}
