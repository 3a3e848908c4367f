import { useState } from 'react'

import { portalOwn } from '~/api/portal-own'
import { portalPaths } from '~/app/paths'
import { EmptyState } from '~/components/state/EmptyState'
import { QueryTable } from '~/components/table/QueryTable'
import { LinkButton } from '~/components/ui/LinkButton'
import { toast } from '~/components/ui/toast'
import type { Subscription } from '~/domain/subscription'
import { useOwn } from '~/features/portal/own'
import { SignedIn } from '~/features/portal/SignedIn'
import { RotateKey } from '~/features/subscriptions/RotateKey'
import { m } from '~/i18n/gen/messages'

import { FetchKey } from './FetchKey'
import { keyColumns, type OwnStep } from './key-columns'
import { RevokeOwn } from './RevokeOwn'

/** The developer's own subscriptions and their keys. */
export function Component() {
  return (
    <SignedIn title={m.portal_keys_title()} description={m.portal_keys_text()}>
      <Keys />
    </SignedIn>
  )
}

function Keys() {
  const [asked, ask] = useState<{ step: OwnStep; subscription: Subscription }>()
  const { subscriptions: query } = useOwn()
  return (
    <>
      <QueryTable
        query={query}
        columns={keyColumns((step, subscription) => ask({ step, subscription }))}
        rowKey={({ id }) => id}
        caption={m.portal_keys_title()}
        page={1}
        pageSize={query.data?.page_size ?? 1}
        empty={
          <EmptyState
            title={m.portal_keys_empty()}
            hint={m.portal_keys_empty_hint()}
            action={
              <LinkButton variant="primary" to={portalPaths.catalog()}>
                {m.portal_to_catalog()}
              </LinkButton>
            }
          />
        }
      />
      {asked && <StepDialog {...asked} onClose={() => ask(undefined)} />}
    </>
  )
}

interface StepProps {
  step: OwnStep
  subscription: Subscription
  onClose: () => void
}

function StepDialog({ step, ...rest }: StepProps) {
  if (step === 'fetch') return <FetchKey {...rest} />
  if (step === 'revoke') return <RevokeOwn {...rest} onDone={toast} />
  return <RotateKey {...rest} rotation={portalOwn.rotateKey} onDone={toast} />
}
