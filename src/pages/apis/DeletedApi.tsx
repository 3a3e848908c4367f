import { useLocation, useNavigate } from 'react-router'

import type { ContractChange } from '~/api/contract-proof'
import { Button } from '~/components/ui/Button'
import { m } from '~/i18n/gen/messages'

import { StepProof } from './StepProof'

/** What a deletion leaves in the history's entry, so that the list it ends on can prove it. */
export interface Deleted {
  deleted: ContractChange
}

const isDeleted = (state: unknown): state is Deleted =>
  typeof state === 'object' && state !== null && 'deleted' in state

/** After a deletion: whether the API is gone, from the Control Plane and from the gateway. */
export function DeletedApi() {
  const { state, pathname, search } = useLocation()
  const navigate = useNavigate()
  if (!isDeleted(state)) return null
  const dismiss = () => void navigate({ pathname, search }, { replace: true, state: null })
  return (
    <StepProof
      change={state.deleted}
      action={
        <Button size="sm" variant="ghost" onClick={dismiss}>
          {m.apis_proof_dismiss()}
        </Button>
      }
    />
  )
}
