import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'

import { type Onboarding, onboarding } from '~/api/onboarding'
import { useCan } from '~/auth/permissions'
import type { Results } from '~/domain/runbook/evaluate'
import { changesToKeep } from '~/domain/runbook/kept'

/**
 * Keeps each change of a step's state for all admins, once, whoever of them sees it first.
 * @param kept what is kept now; undefined while that is not known, or while questions are still under way
 */
export function useKeptEvidence(
  tenant: string,
  results: Results,
  kept: Pick<Onboarding, 'steps' | 'etag'> | undefined,
): void {
  const may = useCan('onboarding:write')
  const client = useQueryClient()
  const { mutate, isPending } = useMutation(onboarding.keep(tenant))
  // A write that was refused is not tried again on the same ground.
  const tried = useRef('')
  useEffect(() => {
    if (!may || !kept || isPending) return
    const steps = changesToKeep(results, kept.steps)
    const attempt = `${kept.etag} ${Object.keys(steps).join(' ')}`
    if (Object.keys(steps).length === 0 || tried.current === attempt) return
    tried.current = attempt
    mutate(
      { steps, etag: kept.etag },
      // Somebody else kept something meanwhile: what is still new is seen by the next look.
      { onError: () => void client.invalidateQueries(onboarding.current(tenant)) },
    )
  })
}
