/** The modules that stand on other systems (gateway, Prometheus, Alertmanager, Keycloak), with the clients that they share. */
import type { Api } from './core/calls.ts'
import type { Environment } from './core/environment.ts'
import type { Services } from './core/services.ts'
import type { Background } from './core/module.ts'

import { alertmanagerClient } from './alerts/alertmanager-client.ts'
import { registerAlerts } from './alerts/routes.ts'
import { registerSilences } from './alerts/silences.ts'
import { registerAudit } from './audit/routes.ts'
import { registerLogs } from './logs/routes.ts'
import { registerLookup } from './lookup/routes.ts'
import { prometheusClient } from './metrics/prometheus-client.ts'
import { registerMetrics } from './metrics/routes.ts'
import { registerOnboarding } from './onboarding/routes.ts'
import { registerPortal } from './portal/routes.ts'
import { linkGateway } from './publish/gateway-link.ts'
import { registerGatewayState } from './publish/routes.ts'
import { credentialsProbe } from './readiness/default-credentials.ts'
import { registerReadiness } from './readiness/routes.ts'

/** Registers them; the publisher becomes the one that writes tell of their changes. */
export function registerOperations(api: Api, services: Services): Background {
  const { environment } = services
  const { prometheusUrl, alertmanagerUrl } = environment
  const prometheus = prometheusUrl === undefined ? null : prometheusClient(prometheusUrl)
  const gateway = linkGateway(services)
  if (gateway) services.publisher = gateway.publisher

  registerMetrics(api, prometheus, services.stopping)
  registerLogs(api, services)
  registerLookup(api, services)
  const alertmanager = alertmanagerUrl === undefined ? null : alertmanagerClient(alertmanagerUrl)
  registerAlerts(api, services, alertmanager)
  registerSilences(api, alertmanager)
  registerGatewayState(api, gateway)
  registerReadiness(api, services, {
    prometheus,
    publisher: gateway?.publisher ?? null,
    credentials: credentialsOf(environment),
  })
  registerPortal(api, services, { prometheus, usage: gateway?.usage ?? null })
  registerAudit(api)
  registerOnboarding(api)
  return gateway ?? {}
}

function credentialsOf({ keycloakUrl, oidcIssuer }: Environment) {
  return keycloakUrl === undefined ? null : credentialsProbe({ keycloakUrl, issuer: oidcIssuer })
}
