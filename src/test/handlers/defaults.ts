/** An install with nothing in it: an administrator of an empty tenant. Tests put their own answers before these. */
import { http, HttpResponse, type HttpHandler } from 'msw/http'
import { aMe, anEffective, anEnforcement, anImpact, aPage } from '../builders'
import { api } from '../contract-mock'

const noSeries = { resultType: 'matrix', result: [] }
const noSample = { resultType: 'vector', result: [] }

export const defaults: HttpHandler[] = [
  api.get('/health', { status: 'ok' }),
  api.get('/health/ready', { status: 'ok', version: '0.1.0', checks: {} }),
  // Not in the contract: what the console server answers beside the API, on the same origin.
  http.get('*/gateway/health', () => HttpResponse.json({ status: 'ok', version: '0.1.0' })),
  http.get('*/config.json', () => HttpResponse.json({ apiBase: '/api' })),
  http.get('*/realms/stoa/.well-known/openid-configuration', ({ request }) =>
    HttpResponse.json({ issuer: request.url.replace('/.well-known/openid-configuration', '') }),
  ),
  http.get('*/auth-health', () => HttpResponse.json({ status: 'UP' })),
  api.get('/v1/me', aMe()),
  api.get('/v1/contracts', aPage([])),
  api.get('/v1/admin/policies', aPage([])),
  api.get('/v1/admin/policies/{id}/bindings', aPage([])),
  api.get('/v1/admin/policies/{id}/impact', anImpact()),
  api.get('/v1/admin/policies/{id}/enforcement', anEnforcement()),
  api.get('/v1/admin/policies/effective', anEffective()),
  api.get('/v1/consumers/{tenant}', aPage([])),
  api.get('/v1/subscriptions/tenant/{tenant}', aPage([])),
  api.get('/v1/plans/{tenant}', aPage([])),
  api.get('/v1/portal/funnel/{tenant}', ({ params }) => ({
    tenant: params['tenant'] ?? '',
    accounts: 5,
    profiles: 4,
    subscribed: 3,
    with_key: 2,
    called: 1,
    median_seconds_to_first_call: 90,
    counted_at: '2026-11-24T08:00:00Z',
  })),
  api.get('/v1/audit/{tenant}', aPage([])),
  api.get('/v1/logs/{tenant}', { items: [], next_cursor: null }),
  api.get('/v1/admin/gateway', {
    configured: true,
    wanted_version: 7,
    held_version: 7,
    current_at: null,
    failure: null,
    usage_read_at: null,
  }),
  api.get('/v1/metrics/query', { status: 'success', data: noSample }),
  api.get('/v1/metrics/query_range', { status: 'success', data: noSeries }),
  api.get('/v1/metrics/label/{name}/values', { status: 'success', data: [] }),
  api.get('/v1/metrics/rules', { status: 'success', data: { groups: [] } }),
  api.get('/v1/admin/readiness', { checks: [] }),
  api.get('/v1/onboarding/{tenant}', ({ params }) => ({
    tenant_id: params['tenant'] ?? '',
    steps: {},
    etag: '"0"',
  })),
  api.get('/v1/portal/apis', aPage([])),
  api.get('/v1/metrics/alerts', { status: 'success', data: { alerts: [] } }),
  api.get('/v1/metrics/rules', { status: 'success', data: { groups: [] } }),
  api.get('/v1/admin/alerts/silences', { items: [] }),
  api.get('/v1/metrics/targets', {
    status: 'success',
    data: { activeTargets: [], droppedTargets: [] },
  }),
]
