/** What every generated file is written from: the names and addresses of one installation, as data. */

import type { Family } from '~/domain/metric-families'
import { RUNBOOK } from '~/domain/metric-families'

export interface Install {
  tenant: string
  /** Keycloak's realm. */
  realm: string
  addresses: {
    /** As a consumer reaches the gateway. */
    gateway: string
    controlPlane: string
    keycloak: string
    console: string
    portal: string
    /** Absent where nobody has told the console. */
    prometheus?: string
    alertmanager?: string
  }
  /** Prometheus' names of the scrape jobs. */
  jobs: { gateway: string; controlPlane: string }
  /** The names of the services in docker compose. */
  services: { gateway: string; controlPlane: string; keycloak: string }
  /** The names under which the gateway counts. */
  family: Family
}

/** The names that the runbook uses; an installation says what differs. */
export const RUNBOOK_NAMES: Pick<Install, 'realm' | 'jobs' | 'services' | 'family'> = {
  realm: 'stoa',
  jobs: { gateway: 'stoa-gateway', controlPlane: 'stoa-control-plane' },
  services: {
    gateway: 'stoa-gateway',
    controlPlane: 'control-plane-api',
    keycloak: 'keycloak',
  },
  family: RUNBOOK,
}

/**
 * A name as one readable line for a comment: what would end the line, hide itself or turn the direction of reading becomes `?`.
 */
export function inOneLine(text: string): string {
  return text.toWellFormed().replace(/[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu, '?')
}
