/**
 * The run-time configuration: /config.json, loaded before anything else and checked field by field. A wrong one stops the
 * console with the name of the field, because a changed address could send tokens to a foreign host (security.md T22).
 */

import type { Json } from '~/domain/record'
import { isRecord } from '~/domain/record'
import { getPlain } from '~/api/plain'

export interface Config {
  face: 'console' | 'portal'
  keycloak: { url: string; realm: string; clientId: string }
  apiBase: string
  gatewayBase: string
  gatewayPublicUrl: string
  /** What an operator writes into a command; absent where the server does not say. */
  controlPlanePublicUrl?: string
  consoleUrl: string
  portalUrl: string
  /** What this installation is called; absent where the server does not say. */
  environment?: string
  features: Record<string, boolean>
}

/** The configuration cannot be used; `field` says where, and is empty when the file itself cannot be read. */
export class ConfigFault extends Error {
  readonly field: string
  readonly fault: Fault

  constructor(field: string, fault: Fault) {
    super(`config.json: ${field || 'file'}: ${fault}`)
    this.name = 'ConfigFault'
    this.field = field
    this.fault = fault
  }
}

export type Fault =
  | 'unreachable'
  | 'not-json'
  | 'missing'
  | 'not-an-address'
  | 'not-secure'
  | 'not-a-name'
  | 'unknown-face'
  | 'not-a-switch'

function textAt(from: Json, field: string, path: string = field): string {
  const value = from[field]
  if (typeof value !== 'string' || value === '') throw new ConfigFault(path, 'missing')
  return value
}

const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])$/

/** A whole address: https, or http on this machine; no user, query or fragment. Returned without a trailing slash. */
function addressAt(from: Json, field: string, path: string = field): string {
  const text = textAt(from, field, path)
  const url = URL.parse(text)
  const isPlain = url && /^https?:$/.test(url.protocol) && !url.username && !url.search && !url.hash
  if (!isPlain || url.password) throw new ConfigFault(path, 'not-an-address')
  if (url.protocol === 'http:' && !LOOPBACK.test(url.hostname))
    throw new ConfigFault(path, 'not-secure')
  return url.origin + url.pathname.replace(/\/+$/, '')
}

/** An address, or a path of the page's own origin. */
function baseAt(from: Json, field: string): string {
  const text = textAt(from, field)
  if (/^\/[a-z0-9-]+(\/[a-z0-9-]+)*$/i.test(text)) return text
  return addressAt(from, field)
}

function nameAt(from: Json, field: string, path: string): string {
  const text = textAt(from, field, path)
  if (!/^[A-Za-z0-9._-]{1,128}$/.test(text)) throw new ConfigFault(path, 'not-a-name')
  return text
}

function faceAt(from: Json): Config['face'] {
  const face = textAt(from, 'face')
  if (face !== 'console' && face !== 'portal') throw new ConfigFault('face', 'unknown-face')
  return face
}

function featuresAt(from: Json): Record<string, boolean> {
  const features = from['features'] ?? {}
  if (!isRecord(features)) throw new ConfigFault('features', 'not-a-switch')
  for (const [name, value] of Object.entries(features))
    if (typeof value !== 'boolean') throw new ConfigFault(`features.${name}`, 'not-a-switch')
  // Every value was seen to be a boolean.
  return features as Record<string, boolean>
}

/**
 * Reads a configuration. Unknown members pass: an older console meets a newer server.
 * @throws {@link ConfigFault} for the first wrong field
 */
export function readConfig(body: string): Config {
  let parsed: unknown
  try {
    parsed = JSON.parse(body)
  } catch {
    throw new ConfigFault('', 'not-json')
  }
  if (!isRecord(parsed)) throw new ConfigFault('', 'not-json')
  const keycloak = parsed['keycloak']
  if (!isRecord(keycloak)) throw new ConfigFault('keycloak', 'missing')
  return {
    face: faceAt(parsed),
    keycloak: {
      url: addressAt(keycloak, 'url', 'keycloak.url'),
      realm: nameAt(keycloak, 'realm', 'keycloak.realm'),
      clientId: nameAt(keycloak, 'clientId', 'keycloak.clientId'),
    },
    apiBase: baseAt(parsed, 'apiBase'),
    gatewayBase: baseAt(parsed, 'gatewayBase'),
    gatewayPublicUrl: addressAt(parsed, 'gatewayPublicUrl'),
    ...('controlPlanePublicUrl' in parsed && {
      controlPlanePublicUrl: addressAt(parsed, 'controlPlanePublicUrl'),
    }),
    consoleUrl: addressAt(parsed, 'consoleUrl'),
    portalUrl: addressAt(parsed, 'portalUrl'),
    ...('environment' in parsed && {
      environment: nameAt(parsed, 'environment', 'environment'),
    }),
    features: featuresAt(parsed),
  }
}

let current: Config | undefined

/**
 * The configuration, once it is loaded.
 * @throws before that: nothing may run on a guess
 */
export function config(): Config {
  if (!current) throw new Error('The configuration is read before it is loaded')
  return current
}

/** Is this the installation that people rely on, as its operator has marked it? */
export const isProduction = (): boolean => config().environment === 'production'

/** Makes a configuration the current one; {@link loadConfig} does so, and tests. */
export function setConfig(next: Config): void {
  current = next
}

/**
 * Fetches and checks /config.json, and makes it the current configuration.
 * @throws {@link ConfigFault}
 */
export async function loadConfig(): Promise<Config> {
  const answer = await getPlain('/config.json', 8_000).catch(() => undefined)
  if (answer?.status !== 200) throw new ConfigFault('', 'unreachable')
  if (!/^application\/json\b/.test(answer.contentType)) throw new ConfigFault('', 'not-json')
  const next = readConfig(answer.body)
  setConfig(next)
  return next
}
