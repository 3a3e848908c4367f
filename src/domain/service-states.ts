/** The states of the platform's services, put together from what the Control Plane says and what the browser proved itself. */

export interface ServiceReport {
  name: string
  state: 'ok' | 'down' | 'off'
  detail: string | undefined
  latencyMs: number | undefined
}

export interface ProbeReport {
  isUp: boolean
  latencyMs: number | undefined
  status: number | undefined
}

export const SERVICES = [
  'gateway',
  'control-plane',
  'keycloak',
  'prometheus',
  'alertmanager',
  'database',
] as const
export type ServiceName = (typeof SERVICES)[number]

export interface ServiceState {
  name: ServiceName
  /** `unknown` where whoever would know does not answer. */
  state: 'ok' | 'down' | 'off' | 'unknown'
  /** In the server's words, or the HTTP status that was seen. */
  detail: string | undefined
  latencyMs: number | undefined
}

/**
 * @param reports of the Control Plane; undefined while it has not been heard
 * @param probed what the browser has proven by itself, which counts more
 */
export function serviceStates(
  reports: readonly ServiceReport[] | undefined,
  probed: Partial<Record<ServiceName, ProbeReport | undefined>>,
): ServiceState[] {
  return SERVICES.map((name) => {
    const own = probed[name]
    const report = reports?.find((one) => one.name === name)
    if (own?.isUp) return { name, state: 'ok', detail: undefined, latencyMs: own.latencyMs }
    if (own) {
      const seen = own.status === undefined ? undefined : `HTTP ${own.status}`
      return { name, state: 'down', detail: seen ?? report?.detail, latencyMs: own.latencyMs }
    }
    return {
      name,
      state: report?.state ?? 'unknown',
      detail: report?.detail,
      latencyMs: report?.latencyMs,
    }
  })
}
