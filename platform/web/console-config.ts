/** What /config.json says: addresses and names, never a secret. `src/config` checks it again on arrival. */

export type Face = 'console' | 'portal'

export interface ConsoleConfig {
  /** Which of the two faces of the one build this origin shows. */
  face: Face
  keycloak: { url: string; realm: string; clientId: string }
  /** Where the Control Plane answers; a path means the page's own origin. */
  apiBase: string
  /** Where the page reaches the gateway for test calls. */
  gatewayBase: string
  /** What a consumer writes into a command. */
  gatewayPublicUrl: string
  /** What an operator writes into a command; said to the console alone. */
  controlPlanePublicUrl?: string
  /** The other face. */
  consoleUrl: string
  portalUrl: string
  /** What this installation is: `production` makes the console ask before it sends many calls. */
  environment: string
  /** Switches by name; an unknown one is ignored. */
  features: Record<string, boolean>
}

export interface ConfigSources {
  keycloakUrl: string
  realm: string
  consoleClientId: string
  portalClientId: string
  gatewayPublicUrl: string
  controlPlanePublicUrl?: string
  consoleUrl: string
  portalUrl: string
  /** `local` when it is not said. */
  environment?: string
}

/** The configuration of one face behind the console server, which proxies the API and the gateway on its own origin. */
export function consoleConfig(face: Face, from: ConfigSources): ConsoleConfig {
  return {
    face,
    keycloak: {
      url: from.keycloakUrl,
      realm: from.realm,
      clientId: face === 'console' ? from.consoleClientId : from.portalClientId,
    },
    apiBase: '/api',
    gatewayBase: '/gateway',
    gatewayPublicUrl: from.gatewayPublicUrl,
    ...(face === 'console' &&
      from.controlPlanePublicUrl !== undefined && {
        controlPlanePublicUrl: from.controlPlanePublicUrl,
      }),
    consoleUrl: from.consoleUrl,
    portalUrl: from.portalUrl,
    environment: from.environment ?? 'local',
    features: {},
  }
}
