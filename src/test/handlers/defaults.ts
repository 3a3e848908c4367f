/** An install with nothing in it: an administrator of an empty tenant. Tests put their own answers before these. */
import { http, HttpResponse, type HttpHandler } from 'msw/http'
import { aMe, aPage } from '../builders'
import { api } from '../contract-mock'

const noSeries = { resultType: 'matrix', result: [] }
const noSample = { resultType: 'vector', result: [] }

export const defaults: HttpHandler[] = [
  api.get('/health', { status: 'ok' }),
  api.get('/health/ready', { status: 'ok', version: '0.1.0', checks: {} }),
  // Not in the contract: what the console server answers beside the API, on the same origin.
  http.get('*/gateway/health', () => HttpResponse.json({ status: 'ok', version: '0.1.0' })),
  http.get('*/auth-health', () => HttpResponse.json({ status: 'UP' })),
  api.get('/v1/me', aMe()),
  api.get('/v1/contracts', aPage([])),
  api.get('/v1/admin/policies', aPage([])),
  api.get('/v1/admin/policies/{id}/bindings', aPage([])),
  api.get('/v1/consumers/{tenant}', aPage([])),
  api.get('/v1/subscriptions/tenant/{tenant}', aPage([])),
  api.get('/v1/plans/{tenant}', aPage([])),
  api.get('/v1/metrics/query', { status: 'success', data: noSample }),
  api.get('/v1/metrics/query_range', { status: 'success', data: noSeries }),
  api.get('/v1/metrics/alerts', { status: 'success', data: { alerts: [] } }),
  api.get('/v1/metrics/targets', {
    status: 'success',
    data: { activeTargets: [], droppedTargets: [] },
  }),
]
