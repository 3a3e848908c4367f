import { useQuery } from '@tanstack/react-query'

import { keyMetrics } from '~/api/key-metrics'
import { Panel } from '~/components/state/Panel'
import { QuestionPopover } from '~/components/state/QuestionPopover'
import { type Column, DataTable } from '~/components/table/DataTable'
import { Name } from '~/components/ui/Name'
import { callsByApi, doubtOf } from '~/domain/key-calls'
import type { RangeAnswer } from '~/domain/traffic'
import { doubtWords } from '~/features/subscriptions/words'
import { ResourceTraffic } from '~/features/traffic/ResourceTraffic'
import { formatNumber } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

import type { ConsumerTabProps } from './tabs'

const DAY_S = 86_400

/** What this consumer called: over time by status class, and the last day by API. */
export function ConsumerTraffic({ tenant, consumer }: ConsumerTabProps) {
  const scope = { consumer: consumer.external_id }
  const query = useQuery(keyMetrics.calls({ tenant, ...scope }, DAY_S))
  return (
    <div className="flex min-w-0 flex-col gap-5">
      <ResourceTraffic tenant={tenant} scope={scope} />
      <Panel
        title={m.consumers_by_api()}
        description={m.consumers_by_api_day()}
        query={{ ...query, data: query.error ? undefined : query.data }}
      >
        {(answer) => <ByApi answer={answer} />}
      </Panel>
    </div>
  )
}

type Row = ReturnType<typeof callsByApi>[number]

const count = (id: keyof Row['calls'], header: () => string): Column<Row> => ({
  id,
  header,
  align: 'end',
  cell: ({ calls }) => <span className="tabular-nums">{formatNumber(calls[id])}</span>,
})

const columns: Column<Row>[] = [
  { id: 'api', header: m.consumers_column_api, cell: ({ api }) => <Name value={api} /> },
  count('calls', m.consumers_column_calls),
  count('limited', m.consumers_column_limited),
  count('errors', m.consumers_column_errors),
]

function ByApi({ answer }: { answer: RangeAnswer }) {
  const doubt = doubtOf(answer)
  return (
    <>
      <DataTable
        rows={callsByApi(answer)}
        columns={columns}
        rowKey={({ api }) => api}
        caption={m.consumers_by_api()}
        empty={m.consumers_by_api_none()}
      />
      <p className="mt-2 flex flex-wrap items-center gap-1 text-sm text-muted">
        {doubt === undefined ? m.consumers_by_api_measured() : doubtWords[doubt]()}
        <QuestionPopover question={answer.question} label={m.consumers_by_api()} />
      </p>
    </>
  )
}
