/** Who has access to what, and files of consumers, in the runbook's dialect. */

import type { ControlPlane } from '~/api/control-plane/port'
import { client, CSV, unwrap } from '~/api/http'
import { checked } from '~/api/shape'

import * as shapes from './access-shapes'
import { given, keyed } from './given'

type Access = Pick<
  ControlPlane,
  'exportConsumers' | 'importConsumers' | 'listAccess' | 'exportAccess' | 'lookUp'
>

const asCsv = { headers: { accept: CSV }, parseAs: 'text' } as const

export const access: Access = {
  exportConsumers: (tenant, filter) =>
    unwrap(
      client.GET('/v1/consumers/{tenant}/export.csv', {
        params: { path: { tenant }, query: given(filter) },
        ...asCsv,
      }),
    ),
  importConsumers: async (tenant, csv, once) =>
    checked(
      shapes.bulkResult,
      await unwrap(
        client.POST('/v1/consumers/{tenant}/bulk', {
          params: { path: { tenant }, header: keyed(once) },
          headers: { 'Content-Type': CSV },
          body: csv,
          bodySerializer: (text) => text,
        }),
      ),
    ),
  listAccess: async (tenant, filter, signal) =>
    checked(
      shapes.accessList,
      await unwrap(
        client.GET('/v1/consumers/{tenant}/access', {
          params: { path: { tenant }, query: given(filter) },
          ...(signal && { signal }),
        }),
      ),
    ),
  exportAccess: (tenant, filter) =>
    unwrap(
      client.GET('/v1/consumers/{tenant}/access.csv', {
        params: { path: { tenant }, query: given(filter) },
        ...asCsv,
      }),
    ),
  lookUp: async (tenant, question, signal) =>
    checked(
      shapes.lookup,
      await unwrap(
        client.POST('/v1/lookup/{tenant}', {
          params: { path: { tenant } },
          body: question,
          ...(signal && { signal }),
        }),
      ),
    ),
}
