import { Badge } from '~/components/ui/Badge'
import { Button } from '~/components/ui/Button'
import { Name } from '~/components/ui/Name'
import { saveFile } from '~/components/ui/save-file'
import { csvLine } from '~/domain/csv'
import { formatNumber } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

import type { BulkRun, Outcome } from './bulk-run'

interface Props<Row> {
  run: BulkRun<Row>
  nameOf: (row: Row) => string
}

/** More rows than these are in the file only: nobody reads on, and the page stays quick. */
const MOST_DRAWN = 100
const order = { failed: 0, left: 1, done: 2 }

const looks = {
  done: { tone: 'ok', label: m.bulk_outcome_done },
  failed: { tone: 'bad', label: m.bulk_outcome_failed },
  left: { tone: 'neutral', label: m.bulk_outcome_left },
} as const

/** What became of each row, the failed ones first. */
export function BulkResults<Row>({ run, nameOf }: Props<Row>) {
  const { rows, done, failed } = run.snapshot()
  const left = rows.length - done - failed
  const results = rows
    .map((row) => ({ name: nameOf(row), outcome: run.outcomeOf(row) }))
    .toSorted((a, b) => order[a.outcome.state] - order[b.outcome.state])
  const more = results.length - MOST_DRAWN
  const save = () => saveFile('results.csv', 'text/csv', csvOf(results))
  return (
    <>
      <output className="font-medium tabular-nums">
        {done === rows.length
          ? m.bulk_all_done({ count: done, shown: formatNumber(done) })
          : m.bulk_result({
              done: formatNumber(done),
              failed: formatNumber(failed),
              left: formatNumber(left),
            })}
      </output>
      <ResultTable results={results.slice(0, MOST_DRAWN)} />
      {more > 0 && <p>{m.bulk_more_rows({ count: more, shown: formatNumber(more) })}</p>}
      <span>
        <Button size="sm" onClick={save}>
          {m.bulk_save_results()}
        </Button>
      </span>
    </>
  )
}

interface Result {
  name: string
  outcome: Outcome
}

function ResultTable({ results }: { results: readonly Result[] }) {
  return (
    <section
      // Scrolls on its own, so it takes part in the tab order.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      aria-label={m.bulk_results()}
      className="max-h-72 overflow-auto rounded-md border border-line"
    >
      <table className="w-full text-left text-sm">
        <thead>
          <tr className="border-b border-line text-muted">
            <th scope="col" className="px-3 py-1.5 font-medium">
              {m.bulk_row()}
            </th>
            <th scope="col" className="px-3 py-1.5 font-medium">
              {m.bulk_outcome()}
            </th>
          </tr>
        </thead>
        <tbody>
          {results.map(({ name, outcome }, index) => (
            // Two rows may have the same name, and their order stays.
            <tr key={`${index} ${name}`} className="border-b border-line last:border-0">
              <th scope="row" className="px-3 py-1.5 font-medium">
                <Name value={name} />
              </th>
              <td className="px-3 py-1.5">
                <Badge tone={looks[outcome.state].tone}>{looks[outcome.state].label()}</Badge>{' '}
                {reasonIn(outcome)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

const reasonIn = (outcome: Outcome) => (outcome.state === 'failed' ? outcome.error.message : '')

function csvOf(results: readonly Result[]): string {
  const head = csvLine([m.bulk_row(), m.bulk_outcome(), m.bulk_reason()])
  const line = ({ name, outcome }: Result) =>
    csvLine([name, looks[outcome.state].label(), reasonIn(outcome)])
  return head + results.map(line).join('')
}
