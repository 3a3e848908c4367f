import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { portsFor } from '../addresses.ts'
import { ROOT } from './platform.ts'
import { fillTemplate, renderConfig } from './render.ts'
import { loadSecrets } from './secrets.ts'
import { temporaryFolder } from './test/temporary-folder.ts'

const yaml = (file: string) => parse(readFileSync(file, 'utf8')) as Record<string, unknown>

test('Prometheus scrapes and alerts at the moved ports', () => {
  const folder = temporaryFolder()
  const { prometheus } = renderConfig(ROOT, folder, portsFor(700), loadSecrets(folder))
  expect(yaml(prometheus)).toMatchObject({
    global: { scrape_interval: '5s' },
    rule_files: [join(ROOT, 'platform/prometheus/rules/*.yml')],
    alerting: { alertmanagers: [{ static_configs: [{ targets: ['localhost:9793'] }] }] },
    scrape_configs: [
      { job_name: 'stoa-gateway', static_configs: [{ targets: ['localhost:3701'] }] },
      { job_name: 'stoa-control-plane', static_configs: [{ targets: ['localhost:8700'] }] },
      { job_name: 'prometheus', static_configs: [{ targets: ['localhost:9790'] }] },
    ],
  })
})

test('Alertmanager presents the token from a file that only its owner reads', () => {
  const folder = temporaryFolder()
  const secrets = loadSecrets(folder)
  const { alertmanager } = renderConfig(ROOT, folder, portsFor(0), secrets)
  const tokenFile = join(folder, 'config', 'alertmanager-webhook-token')
  expect(yaml(alertmanager)).toMatchObject({
    receivers: [
      {
        webhook_configs: [
          {
            url: 'http://localhost:8000/internal/alerts',
            http_config: { authorization: { credentials_file: tokenFile } },
          },
        ],
      },
    ],
  })
  expect(readFileSync(tokenFile, 'utf8')).toBe(secrets.webhookToken)
  expect(statSync(tokenFile).mode & 0o777).toBe(0o600)
  expect(readFileSync(alertmanager, 'utf8')).not.toContain(secrets.webhookToken)
})

test('a quote in a path does not end the text it stands in', () => {
  expect(parse(fillTemplate("path: '{{PLACE}}'", { PLACE: "/home/o'hara" }))).toEqual({
    path: "/home/o'hara",
  })
})

test('a name that nobody fills in is an error, not an empty text', () => {
  expect(() => fillTemplate('{{OTHER}}', { PLACE: 'x' })).toThrow('{{OTHER}}')
})
