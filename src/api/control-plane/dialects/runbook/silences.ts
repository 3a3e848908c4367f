/** Silences in the runbook's dialect. */

import type { ControlPlane } from '~/api/control-plane/port'
import { client, unwrap } from '~/api/http'
import type { Shape } from '~/api/shape'
import { checked } from '~/api/shape'

import type { Silence, SilenceList } from '#contract/contract.gen'

import { keyed } from './given'

const silence: Shape<Silence> = {
  id: 'string',
  state: 'string',
  matchers: [{ name: 'string', value: 'string', is_regex: 'boolean', is_equal: 'boolean' }],
  starts_at: 'string',
  ends_at: 'string',
  created_by: 'string',
  comment: 'string',
  can_expire: 'boolean',
}
const silenceList: Shape<SilenceList> = { items: [silence] }

type Silences = Pick<ControlPlane, 'listSilences' | 'createSilence' | 'expireSilence'>

export const silences: Silences = {
  listSilences: async (tenant_id, signal) =>
    checked(
      silenceList,
      await unwrap(
        client.GET('/v1/admin/alerts/silences', {
          params: { query: { tenant_id } },
          ...(signal && { signal }),
        }),
      ),
    ),
  createSilence: async (body, once) =>
    checked(
      silence,
      await unwrap(
        client.POST('/v1/admin/alerts/silences', { params: { header: keyed(once) }, body }),
      ),
    ),
  expireSilence: async (id) => {
    await unwrap(client.DELETE('/v1/admin/alerts/silences/{id}', { params: { path: { id } } }))
  },
}
