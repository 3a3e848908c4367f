/** The demo traffic's settings, read from its environment. */

export interface Settings {
  controlPlaneUrl: string
  gatewayUrl: string
  keycloakUrl: string
  clientSecret: string
  /** What the demo APIs stand for. */
  backendUrl: string
  tenant: string
  /** Keeps the keys, which the Control Plane shows only once. */
  stateFile: string
}

/** @throws with the name of the first variable that is missing */
export function readSettings(env: NodeJS.ProcessEnv): Settings {
  const text = (name: string) => {
    const value = env[name]
    if (!value) throw new Error(`${name} is not set`)
    return value
  }
  return {
    controlPlaneUrl: text('CONTROL_PLANE_URL'),
    gatewayUrl: text('GATEWAY_URL'),
    keycloakUrl: text('KEYCLOAK_URL'),
    clientSecret: text('CLIENT_SECRET'),
    backendUrl: text('BACKEND_URL'),
    tenant: text('TENANT'),
    stateFile: text('STATE_FILE'),
  }
}
