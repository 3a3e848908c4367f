/** The connection doctor's questions: every service of the installation, from wherever it can be asked. */

import { queryOptions } from '@tanstack/react-query'

import { config } from '~/config/config'
import type { Asked, Diagnosis, Doctored, Outcome } from '~/domain/doctor'
import { diagnose } from '~/domain/doctor'

import { readHealth } from './health'
import { apiAddress } from './connection'
import { paced } from './pace'
import { tryAddress } from './try-address'

const TIMEOUT_MS = 6_000

/** What only the Control Plane can ask, by its own names of them. */
const REPORTED = ['prometheus', 'alertmanager', 'database'] as const

async function ask(): Promise<Asked[]> {
  const { keycloak, gatewayBase } = config()
  const here = window.location.origin
  const realm = `${keycloak.url}/realms/${keycloak.realm}`
  const ready = new URL(apiAddress('/health/ready'), here).href
  const questions: [Doctored, Asked['vantage'], string][] = [
    ['console-server', 'browser', `${here}/config.json`],
    ['gateway', 'console-server', new URL(`${gatewayBase}/health`, here).href],
    ['control-plane', 'console-server', ready],
    ['keycloak', 'console-server', `${here}/auth-health`],
    ['keycloak-login', 'browser', `${realm}/.well-known/openid-configuration`],
  ]
  const asked = await Promise.all(
    questions.map(async ([service, vantage, address]): Promise<Asked> => {
      const outcome = await tryAddress(address, TIMEOUT_MS)
      return { service, vantage, address, outcome }
    }),
  )
  const heard = asked.find(({ service }) => service === 'control-plane')?.outcome
  const reports = REPORTED.map((service): Asked => {
    const outcome = heard ? reportOn(service, heard) : { kind: 'unheard' as const }
    return { service, vantage: 'control-plane', address: ready, outcome }
  })
  return [...asked, ...reports]
}

function reportOn(service: (typeof REPORTED)[number], heard: Outcome): Outcome {
  if (heard.kind !== 'answer') return { kind: 'unheard' }
  const report = readHealth(heard.status, heard.body, Date.now()).find(
    ({ name }) => name === service,
  )
  if (!report) return { kind: 'unheard' }
  return {
    kind: 'reported',
    state: report.state,
    detail: report.detail ?? '',
    ...(report.latencyMs !== undefined && { latencyMs: report.latencyMs }),
  }
}

/** Where the local platform writes its logs, from the folder it was started in. */
const LOCAL_LOGS = '.stoa/logs'

export const doctor = {
  /** Never fails: no answer is an answer. Asked anew every 15 s while it is looked at. */
  diagnoses: () =>
    queryOptions({
      queryKey: ['doctor'],
      queryFn: async (): Promise<Diagnosis[]> => {
        const { keycloak, environment } = config()
        return diagnose(await ask(), {
          issuer: `${keycloak.url}/realms/${keycloak.realm}`,
          services: {
            'console-server': 'console',
            'control-plane': 'control-plane-api',
            gateway: 'stoa-gateway',
            keycloak: 'keycloak',
            'keycloak-login': 'keycloak',
            prometheus: 'prometheus',
            alertmanager: 'alertmanager',
            database: 'postgres',
          },
          ...(environment === 'local' && { logFolder: LOCAL_LOGS }),
        })
      },
      staleTime: 5_000,
      gcTime: 60_000,
      refetchInterval: paced(15_000),
      refetchIntervalInBackground: false,
    }),
}
