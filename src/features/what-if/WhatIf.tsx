import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'

import { replays } from '~/api/replay'
import { FailureNote } from '~/components/state/FailureNote'
import { QuestionPopover } from '~/components/state/QuestionPopover'
import { Skeleton } from '~/components/state/Skeleton'
import { Button } from '~/components/ui/Button'
import type { Limit } from '~/domain/burst'
import { m } from '~/i18n/gen/messages'

import { Predicted } from './Predicted'

interface Props {
  tenant: string
  /** The policy whose callers are meant; all of the tenant's without one. */
  policy?: string
  /** Undefined as long as what is typed is no limit. */
  limit: Limit | undefined
}

/** Whom a limit would have refused of the last day's real calls; asked only when somebody wants to know. */
export function WhatIf({ tenant, policy, limit }: Props) {
  const [isAsked, setIsAsked] = useState(false)
  const query = useQuery({ ...replays.lastDay(tenant, policy), enabled: isAsked })
  const ask = () => {
    setIsAsked(true)
    if (isAsked) void query.refetch()
  }
  return (
    <div className="flex min-w-0 flex-col gap-3">
      <p className="text-muted">
        {policy === undefined ? m.whatif_about_tenant() : m.whatif_about_policy()}
      </p>
      <div className="flex flex-wrap items-center gap-2">
        <Button size="sm" pending={query.isFetching} onClick={ask}>
          {query.data ? m.whatif_again() : m.whatif_ask()}
        </Button>
        {query.data && (
          <QuestionPopover
            question={query.data.question}
            label={m.whatif_title()}
            sampledAt={query.dataUpdatedAt}
          />
        )}
      </div>
      <div aria-live="polite" className="flex min-w-0 flex-col gap-3 empty:hidden">
        {query.error && <FailureNote failure={query.error} />}
        {isAsked && query.isPending && !query.error && <Skeleton lines={4} />}
        {query.data && limit === undefined && <p>{m.whatif_no_limit()}</p>}
        {query.data && limit && <Predicted replay={query.data} limit={limit} />}
      </div>
    </div>
  )
}
