/** Readiness, test alerts and onboarding in the runbook's dialect. */

import type { ControlPlane } from '~/api/control-plane/port'
import { client, unwrap } from '~/api/http'
import type { Shape } from '~/api/shape'
import { checked } from '~/api/shape'

import type { Onboarding, ReadinessReport, TestAlert } from '#contract/contract.gen'

import { ifMatch, keyed } from './given'

const readinessReport: Shape<ReadinessReport> = {
  checks: [{ id: 'string', state: 'string', evidence: 'string', checked_at: 'string' }],
}
const testAlert: Shape<TestAlert> = {
  id: 'string',
  state: 'string',
  sent_at: 'string',
  received_at: 'string?',
  latency_ms: 'number?',
}
const onboarding: Shape<Onboarding> = { tenant_id: 'string', steps: 'object', etag: 'string' }

type Operations = Pick<
  ControlPlane,
  'readinessChecks' | 'createTestAlert' | 'getTestAlert' | 'getOnboarding' | 'putOnboarding'
>

export const operations: Operations = {
  readinessChecks: async (tenant_id, signal) =>
    checked(
      readinessReport,
      await unwrap(
        client.GET('/v1/admin/readiness', {
          params: { query: { tenant_id } },
          ...(signal && { signal }),
        }),
      ),
    ),
  createTestAlert: async (tenant_id, once) =>
    checked(
      testAlert,
      await unwrap(
        client.POST('/v1/admin/alerts/test', {
          params: { query: { tenant_id }, header: keyed(once) },
        }),
      ),
    ),
  getTestAlert: async (id, signal) =>
    checked(
      testAlert,
      await unwrap(
        client.GET('/v1/admin/alerts/test/{id}', {
          params: { path: { id } },
          ...(signal && { signal }),
        }),
      ),
    ),
  getOnboarding: async (tenant, signal) =>
    checked(
      onboarding,
      await unwrap(
        client.GET('/v1/onboarding/{tenant}', {
          params: { path: { tenant } },
          ...(signal && { signal }),
        }),
      ),
    ),
  putOnboarding: async (tenant, body, based) =>
    checked(
      onboarding,
      await unwrap(
        client.PUT('/v1/onboarding/{tenant}', {
          params: { path: { tenant }, header: ifMatch(based) },
          body,
        }),
      ),
    ),
}
