import { screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, it, vi } from 'vitest'

import type { Onboarding, OnboardingUpdate, ReadinessCheck } from '#contract/contract.gen'
import { routes } from '~/app/routes'
import { setConfig } from '~/config/config'
import { required } from '~/domain/readiness'
import { aMe, aPage } from '~/test/builders'
import { api } from '~/test/contract-mock'
import { renderRoutes } from '~/test/render'
import { server } from '~/test/server'

const now = new Date().toISOString()
const later = new Date(Date.now() + 86_400_000).toISOString()

const check = (id: string, state: ReadinessCheck['state']): ReadinessCheck => ({
  id,
  state,
  evidence: `what was seen of ${id}`,
  checked_at: now,
})
const word = (note: string, valid_until = later) => ({
  kind: 'attestation' as const,
  evidence: { note },
  valid_until,
  by: 'Ada',
  at: now,
})

let kept: Onboarding
let puts: OnboardingUpdate[]
let checks: ReadinessCheck[]

beforeEach(() => {
  setConfig({
    face: 'console',
    keycloak: { url: 'http://localhost:8080', realm: 'stoa', clientId: 'stoa-console' },
    apiBase: '/api',
    gatewayBase: '/gateway',
    gatewayPublicUrl: 'http://localhost:3001',
    consoleUrl: 'http://localhost:3000',
    portalUrl: 'http://localhost:3002',
    environment: 'local',
    features: {},
  })
  kept = { tenant_id: 'default', steps: {}, etag: '"1"' }
  puts = []
  checks = [check('cors_wildcard', 'pass'), check('keys_unused', 'fail')]
  server.use(
    api.get('/v1/portal/apis', aPage([])),
    api.get('/v1/metrics/rules', { status: 'success', data: { groups: [] } }),
    api.get('/health/ready', { status: 'ok', version: '1.0.0', checks: {} }),
    api.get('/v1/admin/readiness', () => ({ checks })),
    api.get('/v1/onboarding/{tenant}', () => kept),
    api.put('/v1/onboarding/{tenant}', ({ body }) => {
      puts.push(body)
      return kept
    }),
  )
})

const open = () => renderRoutes(routes, '/t/default/readiness')

async function row(name: string) {
  const heading = await screen.findByRole('heading', { level: 3, name })
  const found = heading.closest('li')
  if (!found) throw new Error(`${name} stands in no row`)
  return within(found)
}

describe('the readiness page', () => {
  it('shows each check in its state, with its evidence and the way to its mend', async () => {
    open()
    expect(await (await row('CORS lists its origins')).findByText('Proved')).toBeVisible()
    const idle = await row('Every key is in use')
    expect(
      await idle.findByText(/what was seen of keys_unused/, { selector: 'span' }),
    ).toBeVisible()
    expect(idle.getByRole('link', { name: /Who has access/ })).toHaveAttribute(
      'href',
      '/t/default/consumers/access',
    )
  })

  it('says it in sentences of its own by code, and leads to where it is mended', async () => {
    const found = check('default_credentials', 'fail')
    const facts = { client: 'refused', admin: 'accepted' }
    checks = [
      { ...found, code: 'default_credentials', facts },
      { ...check('database_durable', 'fail'), code: 'database_embedded', facts: {} },
      { ...check('keys_unused', 'fail'), code: 'from_tomorrow', facts: {} },
    ]
    open()
    const credentials = await row('Default credentials are changed')
    expect(await credentials.findByText(/still has the password admin/)).toBeVisible()
    expect(credentials.getByRole('link', { name: /Keycloak: administrators/ })).toHaveAttribute(
      'href',
      'http://localhost:8080/admin/master/console/#/master/users',
    )
    expect(credentials.queryByRole('link', { name: /Keycloak: clients/ })).toBeNull()
    const database = await row('What is acknowledged survives a power cut')
    expect(database.getByText(/DATABASE_URL=postgres/)).toBeInTheDocument()
    const idle = await row('Every key is in use')
    expect(idle.getByText(/what was seen of keys_unused/, { selector: 'span' })).toBeVisible()
  })

  it('is never green where the server has not answered', async () => {
    checks = []
    open()
    expect((await row('CORS lists its origins')).queryByText('Proved')).toBeNull()
    expect(await screen.findByText('1 of 21')).toBeVisible()
  })

  it('counts a person’s word until it runs out', async () => {
    const ago = new Date(Date.now() - 1000).toISOString()
    kept = {
      ...kept,
      steps: { 'day-7.backup': word('restored in May'), 'day-7.log-rotation': word('set', ago) },
    }
    open()
    const backup = await row('The backup procedure is written down')
    expect(await backup.findByText(/restored in May/)).toBeInTheDocument()
    expect(backup.getByText('Vouched for')).toBeVisible()
    const logs = await row('Logs are rotated')
    expect(await logs.findByText(/that time is over/)).toBeVisible()
    expect(logs.queryByText('Vouched for')).toBeNull()
  })

  it('declares nothing while a required check does not stand', async () => {
    open()
    const declare = await screen.findByRole('button', { name: 'Declare production-ready' })
    expect(declare).toHaveAttribute('aria-disabled', 'true')
    expect(declare).toHaveAttribute('title', expect.stringMatching(/required checks? do(es)? not/))
  })

  it('says so when what was declared no longer stands', async () => {
    const evidence = { done: 21, failing: 0, total: 21, note: 'all green' }
    const declared = { kind: 'attestation' as const, evidence, by: 'Ada', at: now }
    kept = { ...kept, steps: { 'readiness.declared': declared } }
    open()
    expect(await screen.findByText(/Declared production-ready by Ada, with 21 of 21/)).toBeVisible()
    expect(screen.getByText(/has stopped standing/)).toBeVisible()
  })

  it('keeps the score of now for the trend', async () => {
    const { user } = open()
    await user.click(await screen.findByRole('button', { name: 'Keep this score' }))
    expect(await screen.findByText('The score is kept')).toBeVisible()
    const history = puts.find(({ steps }) => 'readiness.score' in steps)?.steps['readiness.score']
    expect(history).toMatchObject({ evidence: { history: [{ done: 2, failing: 1, total: 21 }] } })
  })

  it('lets who may only read do nothing but look', async () => {
    server.use(api.get('/v1/me', aMe({ permissions: ['onboarding:read', 'metrics:read'] })))
    open()
    await row('CORS lists its origins')
    expect(screen.queryByRole('button', { name: 'Declare production-ready' })).toBeNull()
    expect(screen.queryByRole('button', { name: /Vouch/ })).toBeNull()
  })

  it('offers the steps of an incident as links, and the report with the open checks', async () => {
    const texts: Blob[] = []
    vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
      if (blob instanceof Blob) texts.push(blob)
      return 'blob:x'
    })
    const { user } = open()
    await row('Every key is in use')
    expect(screen.getAllByRole('link', { name: 'Locked-out desk' })[0]).toHaveAttribute(
      'href',
      '/t/default/consumers/locked-out',
    )
    const report = screen.getByRole('button', { name: 'Handover report' })
    await waitFor(() => expect(report).not.toHaveAttribute('aria-disabled'))
    await user.click(report)
    const text = await texts[0]?.text()
    expect(text).toContain('Every key is in use')
    expect(text).toContain('http://localhost:3001')
    expect(Object.values(required).flat()).toHaveLength(11)
  })
})
