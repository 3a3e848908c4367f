import { useMutation, useQuery } from '@tanstack/react-query'
import SendIcon from 'lucide-react/icons/send'

import { sentTests, type TestAlert as Sent } from '~/api/alerts'
import { serverNow } from '~/api/server-clock'
import { rolesFor, useCan } from '~/auth/permissions'
import { FailureNote } from '~/components/state/FailureNote'
import { Skeleton } from '~/components/state/Skeleton'
import { Badge } from '~/components/ui/Badge'
import { Button } from '~/components/ui/Button'
import { Section } from '~/components/ui/Section'
import { Time } from '~/components/ui/Time'
import { useNow } from '~/components/ui/use-now'
import { RECEIPT_LIMIT_MS } from '~/domain/runbook/day-6'
import { formatDuration, formatList } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

interface Props {
  /** Whose label the alert carries. */
  tenant: string
  /** Of the test that is followed; empty for none. */
  id: string
  onSent: (id: string) => void
}

/** Sends an alert on the way of a real one, and measures how long it took to the receiver. */
export function TestAlert({ tenant, id, onSent }: Props) {
  const send = useMutation({ ...sentTests.send(tenant), onSuccess: (sent) => onSent(sent.id) })
  const disabledBecause = useCan('alerts:test')
    ? undefined
    : m.alerts_needs_role({ roles: formatList(rolesFor('alerts:test')) })
  return (
    <Section
      title={m.alerts_test()}
      description={m.alerts_test_hint()}
      action={
        <Button
          icon={SendIcon}
          pending={send.isPending}
          disabled={disabledBecause !== undefined}
          title={disabledBecause}
          onClick={() => send.mutate()}
        >
          {m.alerts_test_send()}
        </Button>
      }
    >
      {send.error && !send.isPending && <FailureNote failure={send.error} />}
      {id === '' ? (
        <p className="text-muted">{disabledBecause ?? m.alerts_test_none()}</p>
      ) : (
        disabledBecause === undefined && <Followed id={id} />
      )}
    </Section>
  )
}

function Followed({ id }: { id: string }) {
  const query = useQuery(sentTests.detail(id))
  if (query.data) return <Receipt test={query.data} />
  if (query.error) return <FailureNote failure={query.error} onRetry={() => void query.refetch()} />
  return <Skeleton lines={1} />
}

function Receipt({ test }: { test: Sent }) {
  const shown = useNow()
  // The page's clock may be wrong; the times of the test are the server's.
  const age = Math.max(0, serverNow() - Date.parse(test.sent_at))
  const isLost = test.state !== 'received' && age > RECEIPT_LIMIT_MS
  return (
    <output data-shown={shown} className="flex flex-wrap items-center gap-x-3 gap-y-1">
      {test.latency_ms !== null ? (
        <>
          <Badge tone={test.latency_ms > RECEIPT_LIMIT_MS ? 'bad' : 'ok'}>
            {m.alerts_test_received()}
          </Badge>
          <span>{m.alerts_test_after({ time: formatDuration(test.latency_ms) })}</span>
        </>
      ) : isLost ? (
        <>
          <Badge tone="bad">{m.alerts_test_lost()}</Badge>
          <span>{m.alerts_test_lost_for({ time: formatDuration(age) })}</span>
        </>
      ) : (
        <>
          <Badge tone="neutral">{m.alerts_test_under_way()}</Badge>
          <span>{m.alerts_test_waiting()}</span>
        </>
      )}
      <span className="text-sm text-muted">
        {m.alerts_test_sent()} <Time at={test.sent_at} />
      </span>
    </output>
  )
}
