import { useMutation } from '@tanstack/react-query'

import type { BurstResult } from '~/api/burst'
import { onboarding } from '~/api/onboarding'
import { useSearch } from '~/app/params'
import { useCan } from '~/auth/permissions'
import { judge } from '~/domain/burst-verdict'
import type { Contract } from '~/domain/contract'
import { keepBurst } from '~/domain/runbook/kept'
import type { KeptBurst } from '~/domain/runbook/probes'
import { BurstLab } from '~/features/burst-lab/BurstLab'
import { burstSearch } from '~/features/burst-lab/search'
import { useTestKey } from '~/features/test-call/use-test-key'
import { FailureNote } from '~/components/state/FailureNote'

import type { PartProps } from './part'
import { TriedApi } from './TriedApi'

/** The burst that shows the limit at work; what it proved is kept for the team. */
export const BurstPart = (props: PartProps) => (
  <div data-print="never" className="flex flex-col gap-3">
    <TriedApi {...props}>{(api) => <Lab {...props} api={api} />}</TriedApi>
  </div>
)

function Lab({ tenant, api }: PartProps & { api: Contract }) {
  const [search, setSearch] = useSearch(burstSearch)
  const testKey = useTestKey(tenant, api.id)
  const may = useCan('onboarding:write')
  const keep = useMutation(onboarding.add(tenant))
  const onResult = (result: BurstResult) => {
    if (may) keep.mutate(keepBurst(provedBy(result, api)))
  }
  return (
    <div className="flex flex-col gap-3">
      <BurstLab
        tenant={tenant}
        api={api}
        search={search}
        onSearch={setSearch}
        testKey={testKey}
        onResult={onResult}
      />
      {keep.error && <FailureNote failure={keep.error} />}
    </div>
  )
}

function provedBy({ calls, expectation }: BurstResult, api: Contract): KeptBurst {
  const judgement = judge(calls, expectation.limit, expectation.judged)
  const { limit } = expectation
  return {
    verdict: judgement.verdict,
    because: judgement.because,
    admitted: judgement.counts.admitted,
    limited: judgement.counts.limited + judgement.counts.plan_limited,
    sent: calls.length,
    api: `${api.apiName} ${api.apiVersion}`,
    first: judgement.first ?? null,
    limit: limit ? `${limit.perMinute}/min, burst ${limit.burst}` : '—',
  }
}
