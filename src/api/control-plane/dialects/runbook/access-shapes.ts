/** What the pages rely on in answers about who has access to what. Typed by the contract. */

import type { Shape } from '~/api/shape'

import type { AccessList, BulkResult, Lookup } from '#contract/contract.gen'

import { consumer, page, subscription } from './shapes'

export const bulkResult: Shape<BulkResult> = {
  total: 'number',
  created: 'number',
  failed: 'number',
  errors: [{ row: 'number', detail: 'string' }],
}
export const accessList: Shape<AccessList> = {
  ...page,
  items: [
    {
      consumer_id: 'string',
      external_id: 'string',
      name: 'string',
      email: 'string',
      status: 'string',
      access: [
        {
          subscription_id: 'string',
          api_id: 'string',
          status: 'string',
          plan_name: 'string?',
          api_key_prefix: 'string?',
          expires_at: 'string?',
        },
      ],
    },
  ],
}
export const lookup: Shape<Lookup> = {
  key: 'object?',
  consumers: [consumer],
  subscriptions: [subscription],
  apis: [{ id: 'string', api_name: 'string', api_version: 'string', status: 'string' }],
  decisions: [
    {
      resource_type: 'string',
      resource_id: 'string',
      action: 'string',
      actor_name: 'string',
      at: 'string',
      reason: 'string?',
    },
  ],
  call: 'object?',
  log: 'string',
}
