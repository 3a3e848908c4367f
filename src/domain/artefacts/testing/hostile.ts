/** Names that try to leave their place in a shell, in YAML, in PromQL and in Markdown, and installations that carry them. */

import * as fc from 'fast-check'

import type { Install } from '~/domain/artefacts/install'
import { RUNBOOK_NAMES } from '~/domain/artefacts/install'

const hostile = [
  `it's`,
  '"; rm -rf / #',
  '$(touch owned)',
  '`touch owned`',
  '\\',
  "'\\''",
  '!history',
  'line\nbreak\r\n',
  '\nEOF\ntouch owned\n',
  "'; touch owned; '",
  '}} or vector(1) #',
  '{{ $value }}',
  '%{http_code}%s%n',
  '- x: [y',
  '*anchor &alias !!tag',
  '| a | b |\n```',
  '<script>alert(1)</script>',
  '[x](javascript:alert(1))',
  '🙂 é \u202egpj.exe',
  '\u0000\u0085\u2028\ufeff\ufffe\ud800',
  '~',
  'no',
  '',
]

/** Any text, and more often one that means harm. */
export const hostileText = fc.oneof(
  fc.constantFrom(...hostile),
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary' }),
  fc
    .tuple(fc.constantFrom(...hostile), fc.constantFrom(...hostile))
    .map(([before, after]) => before + after),
)

/** The local platform, as the runbook addresses it. */
export const plainInstall: Install = {
  ...RUNBOOK_NAMES,
  tenant: 'default',
  addresses: {
    gateway: 'http://localhost:3001',
    controlPlane: 'http://localhost:8000',
    keycloak: 'http://localhost:8080',
    console: 'http://localhost:3000',
    portal: 'http://localhost:3002',
    prometheus: 'http://localhost:9090',
    alertmanager: 'http://localhost:9093',
  },
}

/** Names that a job of Prometheus can have: an empty label is an absent one, and its reader of rules refuses U+FFFD. */
const jobName = hostileText
  .map((text) => text.toWellFormed().replaceAll('\ufffd', '?'))
  .filter((text) => text !== '')

/** An installation whose every name was chosen by a stranger; its addresses stay addresses. */
export const hostileInstall = fc
  .tuple(hostileText, hostileText, jobName, jobName, hostileText)
  .map(([tenant, realm, gateway, controlPlane, service]): Install => ({
    ...plainInstall,
    tenant,
    realm,
    jobs: { gateway, controlPlane },
    services: { gateway: service, controlPlane: service, keycloak: service },
  }))
