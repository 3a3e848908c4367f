import { useQuery } from '@tanstack/react-query'
import { type ComponentProps, useState } from 'react'

import type { LogEntry } from '~/api/logs'
import { lookups } from '~/api/lookup'
import { useParam } from '~/app/params'
import { EmptyState } from '~/components/state/EmptyState'
import { Panel } from '~/components/state/Panel'
import { Page } from '~/components/ui/Page'
import { Section } from '~/components/ui/Section'
import { plainName } from '~/components/ui/name-parts'
import { casesOf, type Lookup } from '~/domain/lookup'
import { m } from '~/i18n/gen/messages'

import { CallTable } from './CallTable'
import { LockedOutCase } from './LockedOutCase'
import { type Asked, PasteDesk } from './PasteDesk'

export function Component() {
  const tenant = useParam('tenant')
  const [asked, setAsked] = useState<Asked>()
  return (
    <Page title={m.desk_title()} description={m.desk_description()}>
      <PasteDesk onAsk={setAsked} />
      {asked !== undefined && <Findings tenant={tenant} asked={asked} />}
    </Page>
  )
}

function Findings({ tenant, asked }: { tenant: string; asked: Asked }) {
  const query = useQuery(lookups.of(tenant, asked.question))
  return (
    <Panel title={asked.words} description={asked.notice} query={query}>
      {(lookup) => <Found tenant={tenant} asked={asked} lookup={lookup} />}
    </Panel>
  )
}

function Found({ tenant, asked, lookup }: { tenant: string; asked: Asked; lookup: Lookup }) {
  const cases = casesOf(lookup)
  const [consumer] = lookup.consumers
  const isOne = lookup.consumers.length === 1 && consumer !== undefined
  return (
    <div className="flex flex-col gap-4">
      {lookup.call !== null && (
        <Section title={m.desk_call()}>
          <CallTable calls={[lookup.call]} caption={m.desk_call()} />
        </Section>
      )}
      {cases.length === 0 && <Nothing asked={asked} lookup={lookup} />}
      {cases.map((one) => (
        <LockedOutCase key={one.subscription.id} tenant={tenant} lookup={lookup} found={one} />
      ))}
      {isUnnamed(lookup) && asked.prefix !== undefined && (
        <CallsWith tenant={tenant} prefix={asked.prefix} />
      )}
      {isOne && (
        <LastCalls
          tenant={tenant}
          externalId={consumer.external_id}
          name={plainName(consumer.name)}
        />
      )}
    </div>
  )
}

/** The gateway does not let such a key in, so its log has the key's first characters and no consumer. */
const isUnnamed = ({ key }: Lookup) =>
  key === null || key.state === 'revoked' || key.state === 'over'

function Nothing({ asked: { question }, lookup }: { asked: Asked; lookup: Lookup }) {
  const [consumer] = lookup.consumers
  if (consumer !== undefined)
    return <p>{m.desk_none_subscription({ name: plainName(consumer.name) })}</p>
  if (question.key_hash !== undefined)
    return <EmptyState title={m.desk_none_key()} hint={m.desk_none_key_hint()} />
  if (question.email !== undefined)
    return <EmptyState title={m.desk_none_email()} hint={m.desk_none_email_hint()} />
  if (question.key_prefix !== undefined) return <EmptyState title={m.desk_none_prefix()} />
  if (lookup.call !== null) return <p>{m.desk_no_caller()}</p>
  return (
    <EmptyState
      title={lookup.log === 'unreadable' ? m.desk_log_unreadable() : m.desk_none_request()}
    />
  )
}

function CallsWith({ tenant, prefix }: { tenant: string; prefix: string }) {
  const query = useQuery(lookups.lastCallsWith(tenant, prefix))
  return (
    <Calls title={m.desk_calls_with({ prefix })} query={query} none={m.desk_calls_none_with()} />
  )
}

interface LastCallsProps {
  tenant: string
  externalId: string
  name: string
}

function LastCalls({ tenant, externalId, name }: LastCallsProps) {
  const query = useQuery(lookups.lastCalls(tenant, externalId))
  return <Calls title={m.desk_calls({ name })} query={query} none={m.desk_calls_none()} />
}

interface CallsProps {
  title: string
  query: ComponentProps<typeof Panel<{ items: LogEntry[] }>>['query']
  none: string
}

function Calls({ title, query, none }: CallsProps) {
  return (
    <Panel title={title} query={query}>
      {({ items }) =>
        items.length === 0 ? (
          <p className="text-muted">{none}</p>
        ) : (
          <CallTable calls={items} caption={title} />
        )
      }
    </Panel>
  )
}
