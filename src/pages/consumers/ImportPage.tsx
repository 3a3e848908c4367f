import { useMutation } from '@tanstack/react-query'
import { useId, useState, useSyncExternalStore } from 'react'

import { consumerBulk } from '~/api/consumer-bulk'
import { useParam } from '~/app/params'
import { paths } from '~/app/paths'
import { newIdempotencyKey } from '~/components/form/idempotency'
import { Fault, idsOf, inputStyle } from '~/components/form/Field'
import { FailureNote } from '~/components/state/FailureNote'
import { Button } from '~/components/ui/Button'
import { LinkButton } from '~/components/ui/LinkButton'
import { Page } from '~/components/ui/Page'
import { ProgressBar } from '~/components/ui/ProgressBar'
import { saveFile } from '~/components/ui/save-file'
import { Section } from '~/components/ui/Section'
import { importTemplate } from '~/domain/consumer-csv'
import { failedRows, ImportRun } from '~/features/import/import-run'
import { formatBytes, formatNumber, formatShare } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

import { FailedRows } from './FailedRows'
import { ImportPreview } from './ImportPreview'
import { faults } from './words'

/** Ten times a file of 10,000 rows; what is larger would take the page's memory. */
const MOST_BYTES = 20 * 1024 * 1024

const words = {
  cellCount: (given: number, wanted: number) => m.import_cell_count({ given, wanted }),
  field: {
    external_id: faults.externalId,
    name: faults.name,
    email: faults.email,
    company: faults.company,
    description: faults.description,
  },
  twice: (line: number) => m.import_same_id({ line }),
}

export function Component() {
  const tenant = useParam('tenant')
  const { mutateAsync } = useMutation(consumerBulk.import(tenant))
  const [run] = useState(
    () =>
      new ImportRun(
        (csv, idempotencyKey) => mutateAsync({ csv, idempotencyKey }),
        newIdempotencyKey,
      ),
  )
  const { stage, bad } = useSyncExternalStore(run.subscribe, run.snapshot)
  const isOver = stage === 'done' || stage === 'stopped'
  const failed = isOver ? failedRows(run.snapshot()) : bad
  return (
    <Page title={m.import_title()} description={m.import_description()}>
      {(stage === 'empty' || stage === 'unreadable' || stage === 'reading') && (
        <ChooseFile run={run} />
      )}
      {stage === 'preview' && <ImportPreview run={run} />}
      {(stage === 'sending' || isOver) && <Sending run={run} tenant={tenant} />}
      {failed.length > 0 && stage !== 'sending' && (
        <FailedRows
          failed={failed}
          headerCells={run.snapshot().headerCells}
          fileName={run.snapshot().fileName}
          isOver={isOver}
        />
      )}
    </Page>
  )
}

function ChooseFile({ run }: { run: ImportRun }) {
  const id = useId()
  const { stage, fileName, readShare } = run.snapshot()
  const [tooLarge, setTooLarge] = useState(false)
  const choose = (file: File | undefined) => {
    setTooLarge(file !== undefined && file.size > MOST_BYTES)
    if (file !== undefined && file.size <= MOST_BYTES) void run.read(file, words)
  }
  const reading = m.import_reading({ name: fileName, share: formatShare(readShare) })
  return (
    <div className="flex max-w-[46rem] flex-col gap-2">
      <label htmlFor={id} className="w-fit font-medium">
        {m.import_file()}
      </label>
      <input
        id={id}
        type="file"
        accept=".csv,text/csv,text/plain"
        aria-describedby={idsOf(`${id}-hint`, tooLarge && `${id}-error`)}
        onChange={(event) => choose(event.target.files?.[0])}
        className={inputStyle}
      />
      {tooLarge && (
        <Fault id={`${id}-error`}>{m.import_too_large({ size: formatBytes(MOST_BYTES) })}</Fault>
      )}
      <p id={`${id}-hint`} className="text-sm text-muted">
        {m.import_columns()}
      </p>
      <span>
        <Button
          size="sm"
          onClick={() => saveFile('consumers-template.csv', 'text/csv', importTemplate)}
        >
          {m.import_template()}
        </Button>
      </span>
      {stage === 'reading' && (
        <>
          <p>{reading}</p>
          <ProgressBar label={reading} done={readShare} total={1} />
        </>
      )}
      {stage === 'unreadable' && (
        <FailureNote
          failure={new Error('')}
          title={m.import_unreadable({ name: fileName })}
          next={m.import_unreadable_hint()}
        />
      )}
    </div>
  )
}

function Sending({ run, tenant }: { run: ImportRun; tenant: string }) {
  const state = run.snapshot()
  const { stage, sent, good, created, error } = state
  const failed = failedRows(state).length
  const numbers = {
    sent: formatNumber(sent),
    total: formatNumber(good.length),
    created: formatNumber(created),
  }
  const progress = m.import_sending(numbers)
  return (
    <Section
      title={
        stage === 'done'
          ? m.import_done({ created: numbers.created, failed: formatNumber(failed) })
          : progress
      }
      description={stage === 'done' ? m.import_done_hint() : undefined}
    >
      <div className="flex flex-col gap-3">
        <ProgressBar label={progress} done={sent} total={good.length} />
        {stage === 'stopped' && <p>{m.import_stopped(numbers)}</p>}
        {error !== undefined && stage === 'stopped' && <FailureNote failure={error} />}
        <span className="flex flex-wrap gap-2">
          {stage === 'sending' && <Button onClick={() => run.stop()}>{m.import_stop()}</Button>}
          {stage === 'stopped' && (
            <Button variant="primary" onClick={() => void run.start()}>
              {m.import_go_on()}
            </Button>
          )}
          {stage === 'done' && (
            <>
              <LinkButton to={`${paths.consumers({ tenant })}?sort=-created_at`} variant="primary">
                {m.import_show()}
              </LinkButton>
              <Button onClick={() => run.reset()}>{m.import_other()}</Button>
            </>
          )}
        </span>
      </div>
    </Section>
  )
}
