import { useMutation } from '@tanstack/react-query'
import CheckIcon from 'lucide-react/icons/link'

import { audit, type AuditChain } from '~/api/audit'
import { FailureNote } from '~/components/state/FailureNote'
import { Badge } from '~/components/ui/Badge'
import { Button } from '~/components/ui/Button'
import { Section } from '~/components/ui/Section'
import { Time } from '~/components/ui/Time'
import { formatNumber } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

/** Each row carries a hash over the row before it; whether all of them fit is found out on demand, because all are read. */
export function Chain({ tenant }: { tenant: string }) {
  const check = useMutation(audit.check(tenant))
  return (
    <Section
      title={m.audit_chain()}
      description={m.audit_chain_hint()}
      action={
        <Button icon={CheckIcon} pending={check.isPending} onClick={() => check.mutate()}>
          {m.audit_chain_check()}
        </Button>
      }
    >
      {check.error && !check.isPending && <FailureNote failure={check.error} />}
      <output>{check.data && <Outcome chain={check.data} />}</output>
    </Section>
  )
}

function Outcome({ chain }: { chain: AuditChain }) {
  const count = chain.checked_rows
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <Badge tone={chain.whole ? 'ok' : 'bad'}>
        {chain.whole ? m.audit_chain_whole() : m.audit_chain_broken()}
      </Badge>
      <span>
        {chain.whole
          ? m.audit_chain_rows({ count, shown: formatNumber(count) })
          : m.audit_chain_first({ id: chain.first_broken_id ?? m.audit_chain_elsewhere() })}
      </span>
      <span className="text-sm text-muted">
        {m.audit_chain_checked()} <Time at={chain.checked_at} />
      </span>
    </span>
  )
}
