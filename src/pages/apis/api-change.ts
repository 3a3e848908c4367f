/** What should be true of an API once it has a status, so that it can be asked whether it is. */

import type { ContractChange } from '~/api/contract-proof'
import type { Contract } from '~/domain/contract'

/** @param status what it should have now; undefined for one that was deleted */
export function changeOf(api: Contract, status: string | undefined): ContractChange {
  return {
    id: api.id,
    at: Date.now(),
    name: api.apiName,
    path: api.bindings[0]?.path ?? '',
    expected: status === 'published' || status === 'deprecated' ? 'served' : 'absent',
    status,
  }
}
