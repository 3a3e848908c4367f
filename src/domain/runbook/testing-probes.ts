/** A system on which every step that can be measured is true, to be made to lie where a test cares. */

import type { Asked, HttpAnswer, Probes, SessionFacts } from './probes'

export const NOW = Date.parse('2026-11-28T12:00:00Z')
const ago = (seconds: number) => new Date(NOW - seconds * 1000).toISOString()

/** A question that was answered a second ago. */
export const heard = <T>(value: T, request = 'GET /asked'): Asked<T> => ({
  state: 'answered',
  request,
  at: NOW - 1000,
  value,
})
/** A question that nobody answered. */
export const silent = (status?: number): Asked<never> => ({
  state: 'failed',
  request: 'GET /asked',
  at: NOW - 1000,
  reason: 'No readable answer came.',
  ...(status !== undefined && { status }),
})
export const http = (body: string, status = 200, contentType = 'application/json'): HttpAnswer => ({
  status,
  contentType,
  body,
  latencyMs: 4,
})

const rule = (name: string, query: string) => ({
  name,
  query,
  health: 'ok',
  lastError: '',
  lastEvaluation: ago(5),
})
const check = (id: string) => ({
  id,
  state: 'pass' as const,
  evidence: 'as it was measured',
  checkedAt: ago(2),
})
const vouched = { note: 'done and looked at', by: 'Ada', at: ago(3600), until: ago(-3600) }

export const adminSession: SessionFacts = {
  name: 'Ada Admin',
  roles: ['tenant-admin'],
  isAdmin: true,
  issuer: 'https://id.example/realms/stoa',
  audience: ['control-plane-api'],
  expiresAt: NOW + 60_000,
}

const week = {
  gatewayHealth: heard(http('{"status":"ok","version":"0.1.0"}'), 'GET /gateway/health'),
  controlPlaneHealth: heard(http('{"status":"ok"}'), 'GET /api/health'),
  identityHealth: heard(http('{"status":"UP"}'), 'GET /auth-health'),
  session: heard(adminSession),
  apis: heard([
    {
      id: 'a1',
      name: 'orders',
      version: '1.0.0',
      status: 'published',
      path: '/orders/v1',
      auth: 'api_key',
      isVisible: true,
    },
  ]),
  keyless: heard([
    {
      path: '/orders/v1/health',
      auth: 'api_key',
      status: 401,
      verdict: 'key_missing',
      requestId: 'r-0',
    },
  ]),
  calls: heard([
    {
      at: ago(60),
      requestId: 'r-1',
      method: 'GET',
      path: '/orders/v1/health',
      status: 200,
      durationMs: 12,
      reason: null,
      consumer: 'client-001',
      keyPrefix: 'stoa_sk_1234',
    },
  ]),
  policies: heard([
    {
      id: 'p1',
      name: 'standard-rate-limit',
      type: 'rate_limit',
      isEnabled: true,
      updatedAt: ago(7200),
      held: 'held',
      perMinute: 100,
      burst: 10,
    },
    {
      id: 'p2',
      name: 'browser-cors',
      type: 'cors',
      isEnabled: true,
      updatedAt: ago(7200),
      held: 'held',
      origins: ['https://yourapp.com'],
    },
  ]),
  preflights: heard({
    listed: { origin: 'https://yourapp.com', isAllowed: true, status: 204 },
    foreign: { origin: 'https://not-listed.invalid', isAllowed: false, status: 403 },
  }),
} satisfies Partial<Probes>

const operations = {
  consumers: heard([{ id: 'c1', name: 'Acme', externalId: 'client-001', status: 'active' }]),
  subscriptions: heard([
    {
      id: 's1',
      consumer: 'Acme',
      consumerExternalId: 'client-001',
      api: 'orders 1.0.0',
      status: 'active',
      prefix: 'stoa_sk_1234',
      lastUsedAt: ago(60),
    },
  ]),
  portal: heard({ visible: 1, names: ['orders'] }),
  targets: heard([
    {
      job: 'stoa-gateway',
      health: 'up',
      lastScrape: ago(5),
      lastError: '',
      address: 'http://gw/metrics',
    },
  ]),
  metrics: heard([
    { counts: 'requests', name: 'stoa_requests_total', value: 42 },
    { counts: 'durations', name: 'stoa_request_duration_seconds_count', value: 42 },
    { counts: 'refusals', name: 'stoa_rate_limit_exceeded_total', value: 5 },
  ]),
  rules: heard([
    rule('StoaGatewayDown', 'up{job="g"} == 0 or absent(up{job="g"})'),
    rule('StoaHighErrorRate', 'sum by (job) (rate(a[5m])) / sum by (job) (rate(b[5m])) > 0.05'),
    rule('StoaRateLimitStorm', 'sum by (job) (rate(a[10m])) / sum by (job) (rate(b[10m])) > 0.5'),
  ]),
  checks: heard(
    [
      'default_credentials',
      'keys_unique',
      'gateway_restart',
      'monitoring_active',
      'alert_tested',
    ].map(check),
  ),
} satisfies Partial<Probes>

const kept: Probes['kept'] = {
  burst: {
    value: {
      verdict: 'enforced',
      because: 'as_configured',
      admitted: 10,
      limited: 5,
      sent: 15,
      api: 'orders 1.0.0',
      first: 11,
      limit: '100/min, burst 10',
    },
    by: 'Ada',
    at: ago(3600),
  },
  alert: {
    value: { id: 't1', sentAt: ago(3600), receivedAt: ago(3598), latencyMs: 2000 },
    by: 'Ada',
    at: ago(3600),
  },
  attestations: Object.fromEntries(
    [
      'day-5.script',
      'day-6.external',
      'day-7.tls',
      'day-7.admin-api',
      'day-7.log-rotation',
      'day-7.backup',
      'day-7.incident-runbook',
    ].map((id) => [id, vouched]),
  ),
}

export const honest = (part: Partial<Probes> = {}): Probes => ({
  now: NOW,
  gatewayAddress: 'https://gateway.example',
  kept,
  ...week,
  ...operations,
  ...part,
})
