/** The incident runbook of Day 7 for one installation: three scenarios as data, so that a page can do the steps, and as Markdown. */

import { curl } from '~/domain/curl'

import { assignment, bashWord } from './bash-words'
import type { Install } from './install'
import { asCode, block, inText } from './markdown-text'

export type ScenarioId = 'gateway-5xx' | 'locked-out' | 'limit-too-low'
/** What a console can do in a step's place; absent where only a shell on the machine can. */
export type StepAction =
  | 'failed-calls'
  | 'calls'
  | 'locked-out'
  | 'consumers'
  | 'policies'
  | 'burst-lab'
  | 'services'

export interface IncidentStep {
  id: string
  /** In English, for the file. */
  text: string
  command?: string
  action?: StepAction
}

export interface Scenario {
  id: ScenarioId
  title: string
  steps: IncidentStep[]
}

/** The three scenarios that the runbook names. */
export function incidentScenarios(install: Install): Scenario[] {
  return [gatewayDown(install), lockedOut(install.tenant), limitTooLow(install.tenant)]
}

function gatewayDown({ services }: Install): Scenario {
  const service = bashWord(services.gateway)
  return {
    id: 'gateway-5xx',
    title: 'Gateway returns 5xx',
    steps: [
      {
        id: 'see',
        text: 'See which service does not answer, and which calls fail and why.',
        command: curl({ method: 'GET', base: 'STOA_API_URL', path: ['health', 'ready'] }),
        action: 'services',
      },
      {
        id: 'logs',
        text: 'Read the gateway’s log. 502 and 504 are the backend’s, 500 and 503 the gateway’s own.',
        command: `docker compose logs -- ${service} | tail -n 50`,
        action: 'failed-calls',
      },
      {
        id: 'restart',
        text: 'Restart the gateway; it keeps its configuration.',
        command: `docker compose restart -- ${service}`,
      },
      {
        id: 'all',
        text: 'Still down: take everything down and up again.',
        command: 'docker compose down && docker compose up -d',
      },
      {
        id: 'proof',
        text: 'Proof: the gateway answers.',
        command: curl({ method: 'GET', base: 'STOA_GATEWAY_URL', path: ['health'] }),
        action: 'services',
      },
    ],
  }
}

function lockedOut(tenant: string): Scenario {
  return {
    id: 'locked-out',
    title: 'Consumer locked out (invalid key)',
    steps: [
      {
        id: 'find',
        text: 'Find the consumer by e-mail, key prefix or request id, and why it is refused.',
        command: `${curl({ method: 'GET', base: 'STOA_API_URL', path: ['v1', 'consumers', tenant], credential: 'TOKEN' })} \\\n  -G --data-urlencode "email=$EMAIL"`,
        action: 'locked-out',
      },
      {
        id: 'rotate',
        text: 'Rotate the key. The old one works until its grace period ends.',
        command:
          'curl -s -X POST "${STOA_API_URL}/v1/subscriptions/${SUB_ID}/rotate-key" \\\n  -H "Authorization: Bearer $TOKEN"',
        action: 'locked-out',
      },
      {
        id: 'send',
        text: 'Send the new key to the consumer by a safe way: it is shown once.',
      },
      {
        id: 'proof',
        text: 'Proof: a call with the new key is answered 2xx, and the log shows it.',
        action: 'calls',
      },
    ],
  }
}

function limitTooLow(tenant: string): Scenario {
  return {
    id: 'limit-too-low',
    title: 'Rate limit too aggressive',
    steps: [
      {
        id: 'find',
        text: 'Find the policy that limits.',
        command: curl({
          method: 'GET',
          base: 'STOA_API_URL',
          path: ['v1', 'admin', 'policies'],
          query: { tenant_id: tenant, policy_type: 'rate_limit' },
          credential: 'TOKEN',
        }),
        action: 'policies',
      },
      {
        id: 'raise',
        text: 'Raise the limit. It takes effect at once, without a restart.',
        command: `curl -s -X PATCH "\${STOA_API_URL}/v1/admin/policies/\${POLICY_ID}" \\\n  -H "Authorization: Bearer $TOKEN" \\\n  -H 'Content-Type: application/json' \\\n  -d '{"config": {"requests_per_minute": 200, "burst": 20}}'`,
        action: 'policies',
      },
      {
        id: 'proof',
        text: 'Proof: a burst within the new limit meets no 429.',
        action: 'burst-lab',
      },
    ],
  }
}

/** The exports that the commands read. */
export function environmentLines({ addresses, tenant }: Install): string {
  return [
    `export ${assignment('STOA_API_URL', addresses.controlPlane)}`,
    `export ${assignment('STOA_GATEWAY_URL', addresses.gateway)}`,
    `export ${assignment('STOA_AUTH_URL', addresses.keycloak)}`,
    `export ${assignment('TENANT_ID', tenant)}`,
  ].join('\n')
}

/** `stoa-incidents.md`. */
export function incidentRunbook(install: Install): string {
  const { addresses } = install
  const scenarios = incidentScenarios(install).map(({ title, steps }) =>
    [
      `## ${title}`,
      '',
      ...steps.flatMap(({ text, command }, at) => [
        `${at + 1}. ${text}`,
        ...(command === undefined ? [] : ['', indented(block(command)), '']),
      ]),
      '',
    ].join('\n'),
  )
  return [
    '# STOA incident runbook',
    '',
    `Tenant ${inText(install.tenant)}. Keep this where the team finds it at 3 in the morning, and on paper.`,
    '',
    '| What | Where |',
    '|---|---|',
    `| Console | ${asCode(addresses.console)} |`,
    `| Gateway | ${asCode(addresses.gateway)}, service ${asCode(install.services.gateway)} |`,
    `| Control Plane | ${asCode(addresses.controlPlane)}, service ${asCode(install.services.controlPlane)} |`,
    `| Keycloak | ${asCode(addresses.keycloak)}, service ${asCode(install.services.keycloak)} |`,
    '| On call | (name, telephone) |',
    '',
    'The commands read these, and an admin’s `TOKEN`:',
    '',
    block(environmentLines(install)),
    '',
    ...scenarios,
  ].join('\n')
}

const indented = (text: string) => text.replaceAll(/^/gm, '   ')
