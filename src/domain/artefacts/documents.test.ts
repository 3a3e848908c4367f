import * as fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'

import { alertRulesFile } from './alert-rules'
import { backupProcedure, externalMonitor, isReachableFromOutside } from './guides'
import { incidentRunbook, incidentScenarios } from './incident-runbook'
import { asCode, inText } from './markdown-text'
import { alertmanagerReceiver, scrapeConfig } from './prometheus-config'
import { checkers, emptyFolder, fileOf, run } from './testing/checkers'
import { hostileInstall, hostileText, plainInstall } from './testing/hostile'

describe('the snippets', () => {
  let found: ReturnType<typeof checkers>
  beforeAll(() => {
    found = checkers()
  }, 300_000)

  it('are a configuration that Prometheus accepts, whatever the names', () => {
    const folder = emptyFolder()
    fileOf(folder, 'stoa-alerts.yml', alertRulesFile(plainInstall))
    const files = fc
      .sample(hostileInstall, 200)
      .map((install, at) => fileOf(folder, `${at}.yml`, scrapeConfig(install)))
    const { said, status } = run(found.promtool, ['check', 'config', ...files])
    expect(said).not.toMatch(/FAILED/)
    expect(status).toBe(0)
  })

  it('are a configuration that Alertmanager accepts', () => {
    const text = alertmanagerReceiver(plainInstall)
    expect(parse(text)).toMatchObject({ route: { receiver: 'stoa-team' } })
    const amtool = found.amtool
    if (amtool === null) return
    const file = fileOf(emptyFolder(), 'alertmanager.yml', text)
    const { said, status } = run(amtool, ['check-config', file], found.workingDir ?? undefined)
    expect(said).toMatch(/SUCCESS/)
    expect(status).toBe(0)
  })

  it('carry every name as it is', () => {
    fc.assert(
      fc.property(hostileInstall, (install) => {
        const { scrape_configs: jobs } = parse(scrapeConfig(install)) as {
          scrape_configs: { job_name: string }[]
        }
        expect(jobs.map(({ job_name }) => job_name)).toEqual([
          ...new Set([install.jobs.gateway, install.jobs.controlPlane]),
        ])
      }),
      { numRuns: 1000 },
    )
  })

  it('keep the path of an address and its https', () => {
    const addresses = { ...plainInstall.addresses, gateway: 'https://example.org/gw/' }
    expect(parse(scrapeConfig({ ...plainInstall, addresses }))).toMatchObject({
      scrape_configs: [
        {
          scheme: 'https',
          metrics_path: '/gw/metrics',
          static_configs: [{ targets: ['example.org'] }],
        },
        {},
      ],
    })
    const broken = { ...plainInstall.addresses, gateway: 'javascript:alert(1)' }
    expect(() => scrapeConfig({ ...plainInstall, addresses: broken })).toThrow(RangeError)
  })
})

describe('names in Markdown', () => {
  it('stay on their line and start nothing, a thousand hostile ones', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        for (const written of [inText(text), asCode(text)])
          expect(written).not.toMatch(/[\r\n\u2028\u202e]/)
        // Every character that means something to Markdown stands escaped.
        expect(inText(text).replaceAll(/\\./gsu, '')).not.toMatch(/[`*_[\]<>#|]/)
        const code = asCode(text)
        if (!code.startsWith('`')) return
        const fence = /^`+/.exec(code)?.[0] ?? ''
        expect(code.slice(fence.length, -fence.length)).not.toContain(fence)
      }),
      { numRuns: 1000 },
    )
  })
})

describe('the incident runbook', () => {
  it('has the runbook’s three scenarios with this installation’s names', () => {
    const text = incidentRunbook(plainInstall)
    for (const { title } of incidentScenarios(plainInstall)) expect(text).toContain(`## ${title}`)
    expect(text).toContain('http://localhost:3001')
    expect(text).toContain('stoa-gateway')
    expect(incidentRunbook({ ...plainInstall, tenant: 'acme' })).toContain('/v1/consumers/acme')
  })

  it('has commands that a shell reads as meant, whatever the names', () => {
    const installs = fc.sample(hostileInstall, 100)
    const commands = installs.flatMap((install) =>
      incidentScenarios(install).flatMap(({ steps }) =>
        steps.flatMap(({ command }) => command ?? []),
      ),
    )
    const stubs = 'curl() { :; }; docker() { :; }; EMAIL=e SUB_ID=s POLICY_ID=p TOKEN=t\n'
    const names = 'STOA_API_URL=a STOA_GATEWAY_URL=g\n'
    const file = fileOf(emptyFolder(), 'all.sh', `set -u\n${stubs}${names}${commands.join('\n')}\n`)
    const { said, status } = run('/bin/bash', [file], emptyFolder())
    expect(said).toBe('')
    expect(status).toBe(0)
  })

  it('keeps every block of code closed, whatever the names', () => {
    fc.assert(
      fc.property(hostileInstall, (install) => {
        for (const text of [
          incidentRunbook(install),
          backupProcedure(install),
          externalMonitor(install),
        ]) {
          const fences = text.split('\n').filter((line) => /^\s*`{3,}(sh)?$/.test(line))
          expect(fences.length % 2).toBe(0)
        }
      }),
      { numRuns: 100 },
    )
  })
})

describe('the external monitor', () => {
  it.each([
    ['http://localhost:3001', false],
    ['http://127.0.0.1:3001', false],
    ['http://10.1.2.3', false],
    ['http://gateway.local', false],
    ['https://api.example.org', true],
  ])('%s is reachable from outside: %s', (address, expected) => {
    expect(isReachableFromOutside(address)).toBe(expected)
    const install = { ...plainInstall, addresses: { ...plainInstall.addresses, gateway: address } }
    expect(externalMonitor(install).includes('not reachable from the internet')).toBe(!expected)
  })
})
