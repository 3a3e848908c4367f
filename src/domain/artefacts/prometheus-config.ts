/** Snippets for Prometheus and Alertmanager: what to scrape, which rules to load, whom to tell. */

import { yaml } from '~/domain/yaml'

import type { Install } from './install'
import { inOneLine } from './install'

interface Target {
  job: string
  address: string
}

/**
 * Part of a `prometheus.yml`.
 * @throws RangeError when an address is none
 */
export function scrapeConfig(install: Install, rulesFile = 'stoa-alerts.yml'): string {
  const { jobs, addresses } = install
  const targets = byJob([
    { job: jobs.gateway, address: addresses.gateway },
    { job: jobs.controlPlane, address: addresses.controlPlane },
  ])
  const alertmanager = addresses.alertmanager ?? 'http://localhost:9093'
  return [
    '# For prometheus.yml. The addresses are those that people use: write the ones that Prometheus reaches,',
    `# such as ${inOneLine(install.services.gateway)}:8080 inside docker compose.`,
    yaml({
      scrape_configs: targets,
      rule_files: [rulesFile],
      alerting: {
        alertmanagers: [
          {
            scheme: urlOf(alertmanager).protocol.slice(0, -1),
            static_configs: [{ targets: [hostOf(alertmanager)] }],
          },
        ],
      },
    }),
    '',
  ].join('\n')
}

/** Prometheus refuses two entries of one job. */
function byJob(targets: Target[]) {
  const names = [...new Set(targets.map(({ job }) => job))]
  return names.map((name) => {
    const own = targets.filter(({ job }) => job === name)
    const url = urlOf(own[0]?.address ?? '')
    return {
      job_name: name,
      scheme: url.protocol.slice(0, -1),
      metrics_path: `${url.pathname.replace(/\/+$/, '')}/metrics`,
      static_configs: [{ targets: own.map(({ address }) => hostOf(address)) }],
    }
  })
}

/** `host:port`; Prometheus adds the usual port itself. */
const hostOf = (address: string) => urlOf(address).host

function urlOf(address: string): URL {
  const url = URL.parse(address)
  if (!url || !/^https?:$/.test(url.protocol))
    throw new RangeError(`Not an address: ${JSON.stringify(address)}`)
  return url
}

/**
 * Part of an `alertmanager.yml`: the people are told by e-mail, and the Control Plane gets the test alert whose way the console measures.
 * @throws RangeError when an address is none
 */
export function alertmanagerReceiver(install: Install): string {
  const hook = `${urlOf(install.addresses.controlPlane).href.replace(/\/+$/, '')}/internal/alerts`
  return [
    '# For alertmanager.yml. Fill in the e-mail addresses and the mail server; the file of the token holds WEBHOOK_TOKEN',
    '# of the Control Plane. Check: amtool check-config alertmanager.yml',
    yaml({
      route: {
        receiver: 'stoa-team',
        group_by: ['alertname', 'job'],
        group_wait: '10s',
        group_interval: '1m',
        repeat_interval: '4h',
        routes: [
          {
            receiver: 'stoa-control-plane',
            matchers: ['alertname="StoaTestAlert"'],
            group_by: ['...'],
            group_wait: '1s',
            group_interval: '5s',
          },
        ],
      },
      receivers: [
        {
          name: 'stoa-team',
          email_configs: [
            {
              to: 'on-call@example.com',
              from: 'alerts@example.com',
              smarthost: 'smtp.example.com:587',
              send_resolved: true,
            },
          ],
        },
        {
          name: 'stoa-control-plane',
          webhook_configs: [
            {
              url: hook,
              send_resolved: true,
              http_config: {
                follow_redirects: false,
                authorization: { credentials_file: '/etc/alertmanager/stoa-webhook-token' },
              },
            },
          ],
        },
      ],
    }),
    '',
  ].join('\n')
}
