import { CopyButton } from '~/components/ui/CopyButton'
import { Facts } from '~/components/ui/Facts'
import { Name } from '~/components/ui/Name'
import { Section } from '~/components/ui/Section'
import { Time } from '~/components/ui/Time'
import { plainName } from '~/components/ui/name-parts'
import type { Consumer } from '~/domain/consumer'
import { curl, visibleJson } from '~/domain/curl'
import { m } from '~/i18n/gen/messages'

const written = (value: unknown) => (typeof value === 'string' ? value : visibleJson(value, 0))

/** Who the consumer is, with the free metadata kept beside. */
export function Profile({ consumer }: { consumer: Consumer }) {
  const metadata = Object.entries(consumer.consumer_metadata)
  const read = () =>
    curl({
      method: 'GET',
      base: 'STOA_API_URL',
      path: ['v1', 'consumers', consumer.tenant_id, consumer.id],
      credential: 'TOKEN',
    })
  return (
    <Section
      title={m.consumers_profile()}
      action={
        <CopyButton label={m.consumers_curl_copy()} text={m.consumers_curl_copy()} value={read} />
      }
    >
      <div className="grid gap-6 lg:grid-cols-2">
        <Facts facts={factsOf(consumer)} />
        <div className="flex min-w-0 flex-col gap-2">
          <h3>{m.consumers_metadata()}</h3>
          {metadata.length === 0 ? (
            <p className="text-muted">{m.consumers_metadata_none()}</p>
          ) : (
            <Facts
              facts={metadata.map(([key, value]) => ({
                label: plainName(key),
                value: <Name value={written(value)} />,
              }))}
            />
          )}
        </div>
      </div>
    </Section>
  )
}

function factsOf(consumer: Consumer) {
  return [
    { label: m.consumers_column_email(), value: <Name value={consumer.email} /> },
    { label: m.consumers_column_external_id(), value: <Name value={consumer.external_id} /> },
    {
      label: m.consumers_column_company(),
      value: consumer.company === '' ? '—' : <Name value={consumer.company} />,
    },
    {
      label: m.consumers_column_created(),
      value: <Time at={consumer.created_at} show="absolute" />,
    },
    {
      label: m.consumers_column_updated(),
      value: <Time at={consumer.updated_at} show="absolute" />,
    },
    {
      label: m.consumers_fact_id(),
      value: (
        <span className="flex items-center gap-1 font-mono text-sm">
          {consumer.id}
          <CopyButton label={m.consumers_fact_id()} value={consumer.id} />
        </span>
      ),
    },
  ]
}
