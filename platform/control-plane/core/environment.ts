/** Reads and checks the environment of the control plane. */

export interface Environment {
  port: number
  /** Folder of the embedded database; undefined with a PostgreSQL address (or in memory, in tests). */
  dataDir: string | undefined
  databaseUrl: string | undefined
  oidcIssuer: string
  oidcAudience: string
  oidcJwksUrl: string
  gatewayAdminUrl: string | undefined
  gatewayAdminToken: string | undefined
  gatewayUrl: string | undefined
  /** As callers from outside reach the gateway. */
  publicGatewayUrl: string | undefined
  gatewayLogFile: string | undefined
  prometheusUrl: string | undefined
  alertmanagerUrl: string | undefined
  keycloakUrl: string | undefined
  webhookToken: string | undefined
  keyPepper: Buffer
  tenants: { id: string; name: string }[]
  portalTenant: string
  /** How many newcomers may make a profile in an hour, all together. */
  signUpsPerHour: number
  allowLoopbackBackends: boolean
  requireVerifiedEmail: boolean
  allowedOrigins: string[]
  /** Lower case, with port. */
  allowedHosts: string[]
  /** Checks every answer against the contract; a wrong one becomes a 500. For tests. */
  validateAnswers: boolean
  /** What one caller may send in a minute. */
  requestsPerMinute: number
  logLevel: string
}

/** The environment is wrong; the message names every variable. */
export class EnvironmentError extends Error {}

type Variables = Record<string, string | undefined>

const MIN_PEPPER_BYTES = 16

/**
 * The checked environment.
 * @throws EnvironmentError with one line for each variable that is missing or wrong
 */
export function readEnvironment(variables: Variables): Environment {
  const faults: string[] = []
  const read = readerOf(variables, faults)
  const port = read.port('PORT', 8000)
  const issuer = read.url('OIDC_ISSUER', 'http://localhost:8080/realms/stoa') ?? ''
  const tenants = tenantsFrom(read.text('TENANTS', 'default=Default'), faults)
  const environment: Environment = {
    port,
    dataDir: variables['DATA_DIR'],
    databaseUrl: variables['DATABASE_URL'],
    oidcIssuer: issuer,
    oidcAudience: read.text('OIDC_AUDIENCE', 'control-plane-api'),
    oidcJwksUrl: read.url('OIDC_JWKS_URL', `${issuer}/protocol/openid-connect/certs`) ?? '',
    gatewayAdminUrl: read.url('GATEWAY_ADMIN_URL'),
    gatewayAdminToken: variables['GATEWAY_ADMIN_TOKEN'],
    gatewayUrl: read.url('GATEWAY_URL'),
    publicGatewayUrl: read.url('PUBLIC_GATEWAY_URL'),
    gatewayLogFile: variables['GATEWAY_LOG_FILE'],
    prometheusUrl: read.url('PROMETHEUS_URL'),
    alertmanagerUrl: read.url('ALERTMANAGER_URL'),
    keycloakUrl: read.url('KEYCLOAK_URL'),
    webhookToken: variables['WEBHOOK_TOKEN'],
    keyPepper: pepperFrom(variables['KEY_PEPPER'], faults),
    tenants,
    portalTenant: read.text('PORTAL_TENANT', tenants[0]?.id ?? 'default'),
    signUpsPerHour: read.count('PORTAL_SIGN_UPS_PER_HOUR', 200),
    allowLoopbackBackends: read.flag('ALLOW_LOOPBACK_BACKENDS', false),
    requireVerifiedEmail: read.flag('REQUIRE_VERIFIED_EMAIL', true),
    allowedOrigins: listOf(variables['ALLOWED_ORIGINS'] ?? ''),
    allowedHosts: hostsFrom(variables['ALLOWED_HOSTS'], port),
    validateAnswers: read.flag('VALIDATE_ANSWERS', false),
    requestsPerMinute: read.count('REQUESTS_PER_MINUTE', 3_000),
    logLevel: read.text('LOG_LEVEL', 'info'),
  }
  if (environment.dataDir === undefined && environment.databaseUrl === undefined)
    faults.push('DATA_DIR or DATABASE_URL must be set: where is the data to be kept?')
  if (faults.length > 0) throw new EnvironmentError(faults.join('\n'))
  return environment
}

function readerOf(variables: Variables, faults: string[]) {
  const text = (name: string, fallback: string) => variables[name] ?? fallback
  return {
    text,
    url(name: string, fallback?: string): string | undefined {
      const value = variables[name] ?? fallback
      if (value === undefined) return undefined
      if (!/^https?:$/.test(URL.parse(value)?.protocol ?? ''))
        faults.push(`${name} must be an http or https address`)
      return value.replace(/\/$/, '')
    },
    port(name: string, fallback: number): number {
      const value = Number(variables[name] ?? fallback)
      if (!Number.isInteger(value) || value < 0 || value > 65_535)
        faults.push(`${name} must be a port number`)
      return value
    },
    count(name: string, fallback: number): number {
      const value = Number(variables[name] ?? fallback)
      if (!Number.isInteger(value) || value < 1)
        faults.push(`${name} must be a whole number above 0`)
      return value
    },
    flag(name: string, fallback: boolean): boolean {
      const value = text(name, String(fallback))
      if (value !== 'true' && value !== 'false') faults.push(`${name} must be true or false`)
      return value === 'true'
    },
  }
}

function tenantsFrom(value: string, faults: string[]): Environment['tenants'] {
  return listOf(value).map((entry) => {
    const [id = '', name = id] = entry.split('=')
    if (!/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(id) || name === '')
      faults.push('TENANTS must be a list like default=Default,acme=Acme')
    return { id, name }
  })
}

function pepperFrom(value: string | undefined, faults: string[]): Buffer {
  const pepper = /^([0-9a-f]{2})+$/i.test(value ?? '')
    ? Buffer.from(value ?? '', 'hex')
    : Buffer.of()
  if (pepper.length < MIN_PEPPER_BYTES)
    faults.push(`KEY_PEPPER must be at least ${MIN_PEPPER_BYTES} random bytes as hex`)
  return pepper
}

function hostsFrom(value: string | undefined, port: number): string[] {
  if (value !== undefined) return listOf(value.toLowerCase())
  return ['localhost', '127.0.0.1', '[::1]'].map((host) => `${host}:${port}`)
}

function listOf(value: string): string[] {
  return value
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
}
