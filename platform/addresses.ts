/** The local platform's ports, the runbook's own, and the addresses made of them. One place, so that a test can move them all together. */

const BASE_PORTS = {
  console: 3000,
  gateway: 3001,
  portal: 3002,
  gatewayAdmin: 3011,
  controlPlane: 8000,
  keycloak: 8080,
  sampleBackend: 8090,
  prometheus: 9090,
  alertmanager: 9093,
} as const

export type PortName = keyof typeof BASE_PORTS
export type Ports = Record<PortName, number>

/**
 * The ports of one local platform.
 * @param offset added to every port, so that a test platform can stand beside a running one
 * @throws when the offset is not a whole number that keeps every port below 65536
 */
export function portsFor(offset: number): Ports {
  if (!Number.isInteger(offset) || offset < 0 || offset > 50_000)
    throw new Error(`STOA_PORT_OFFSET must be a whole number from 0 to 50000, not "${offset}"`)
  const shifted = Object.entries(BASE_PORTS).map(([name, port]) => [name, port + offset])
  // The entries are those of BASE_PORTS, so every name is there.
  return Object.fromEntries(shifted) as Ports
}

/** The ports that the environment asks for: `STOA_PORT_OFFSET`, 0 when unset. */
export function portsFromEnvironment(env: NodeJS.ProcessEnv = process.env): Ports {
  return portsFor(Number(env['STOA_PORT_OFFSET'] ?? 0))
}

/**
 * `http://localhost:port`. The name matters: Keycloak's issuer and the registered redirect addresses say `localhost`,
 * and a browser treats 127.0.0.1 as another site.
 */
export function localUrl(port: number): string {
  return `http://localhost:${port}`
}
