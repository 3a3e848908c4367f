/** The console server's environment, read once and checked: a wrong value is one sentence, not a surprise later. */

import { localUrl, portsFromEnvironment } from '../addresses.ts'
import { checkedOrigin } from './security-headers.ts'

export interface WebSettings {
  port: number
  portalPort: number
  distDir: string
  controlPlaneUrl: string
  gatewayUrl: string
  keycloakUrl: string
  realm: string
  consoleClientId: string
  portalClientId: string
  consoleUrl: string
  portalUrl: string
  gatewayPublicUrl: string
  controlPlanePublicUrl: string
  environment: string
}

type Env = NodeJS.ProcessEnv

function port(env: Env, name: string, fallback: number): number {
  const value = Number(env[name] ?? fallback)
  if (!Number.isInteger(value) || value < 0 || value > 65_535)
    throw new Error(`${name} must be a port, not "${env[name]}"`)
  return value
}

function origin(env: Env, name: string, fallback: string): string {
  return checkedOrigin((env[name] ?? fallback).replace(/\/$/, ''), name)
}

/** Keycloak may live under a path (`https://id.example/auth`). */
function address(env: Env, name: string, fallback: string): string {
  const text = (env[name] ?? fallback).replace(/\/$/, '')
  const url = URL.parse(text)
  if (!url || !/^https?:$/.test(url.protocol) || url.search || url.hash || url.username)
    throw new Error(`${name} must be an http(s) address without query and user, not "${text}"`)
  checkedOrigin(url.origin, name)
  return text
}

function word(env: Env, name: string, fallback: string): string {
  const text = env[name] ?? fallback
  if (!/^[A-Za-z0-9._-]{1,64}$/.test(text))
    throw new Error(`${name} must be a plain name, not "${text}"`)
  return text
}

/**
 * The settings of the environment; what is not set is the local platform's own.
 * @throws with the name of the first wrong variable
 */
export function readSettings(env: Env = process.env): WebSettings {
  const ports = portsFromEnvironment(env)
  const consolePort = port(env, 'PORT', ports.console)
  const portalPort = port(env, 'PORTAL_PORT', ports.portal)
  const gatewayUrl = origin(env, 'GATEWAY_URL', localUrl(ports.gateway))
  const controlPlaneUrl = origin(env, 'CONTROL_PLANE_URL', localUrl(ports.controlPlane))
  return {
    port: consolePort,
    portalPort,
    distDir: env['DIST_DIR'] ?? 'dist',
    controlPlaneUrl,
    controlPlanePublicUrl: origin(env, 'PUBLIC_CONTROL_PLANE_URL', controlPlaneUrl),
    gatewayUrl,
    gatewayPublicUrl: origin(env, 'PUBLIC_GATEWAY_URL', gatewayUrl),
    keycloakUrl: address(env, 'KEYCLOAK_URL', localUrl(ports.keycloak)),
    realm: word(env, 'KEYCLOAK_REALM', 'stoa'),
    consoleClientId: word(env, 'CONSOLE_CLIENT_ID', 'stoa-console'),
    portalClientId: word(env, 'PORTAL_CLIENT_ID', 'stoa-portal'),
    consoleUrl: origin(env, 'PUBLIC_CONSOLE_URL', localUrl(consolePort)),
    portalUrl: origin(env, 'PUBLIC_PORTAL_URL', localUrl(portalPort)),
    environment: word(env, 'STOA_ENVIRONMENT', 'local'),
  }
}
