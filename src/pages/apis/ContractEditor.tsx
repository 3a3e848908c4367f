import { Fault } from '~/components/form/Field'
import { Tabs } from '~/components/ui/Tabs'
import type { Failure } from '~/domain/failure'
import { CodeEditor } from '~/features/code/CodeEditor'
import { m } from '~/i18n/gen/messages'

import { serverFaults } from './contract-faults'
import { ContractFields } from './ContractFields'
import type { ContractDraft, Mode } from './use-contract-draft'

interface Props {
  draft: ContractDraft
  /** What the last attempt to save came to: what the server refuses is marked in the text. */
  failure: Failure | null
  disabledBecause: string | undefined
}

/** The same contract in three forms; changing between them keeps what was typed. */
export function ContractEditor({ draft, failure, disabledBecause }: Props) {
  const isReader = disabledBecause !== undefined
  const text = (mode: 'yaml' | 'json') => () => (
    <CodeEditor
      label={m.contract_text()}
      language={mode}
      value={draft.text}
      onChange={draft.type}
      faults={[...draft.faults, ...serverFaults(draft.text, failure?.fields ?? [])]}
      readOnly={isReader}
    />
  )
  const modes: { id: Mode; label: string; render: () => React.ReactNode }[] = [
    { id: 'yaml', label: m.apis_preview_yaml(), render: text('yaml') },
    { id: 'json', label: m.apis_preview_json(), render: text('json') },
    {
      id: 'form',
      label: m.contract_form(),
      render: () => (
        <fieldset disabled={isReader} className="flex max-w-3xl flex-col gap-4">
          <legend className="sr-only">{m.contract_form()}</legend>
          <ContractFields control={draft.form.control} isNew={false} />
        </fieldset>
      ),
    },
  ]
  return (
    <div className="flex min-w-0 flex-col gap-2">
      {isReader ? (
        <p className="text-muted">{disabledBecause}</p>
      ) : (
        <p className="text-muted">{m.contract_hint()}</p>
      )}
      {draft.obstacle !== undefined && (
        <div role="alert">
          <Fault id="contract-obstacle">{m.contract_unreadable({ fault: draft.obstacle })}</Fault>
        </div>
      )}
      <Tabs
        label={m.contract_notation()}
        value={draft.mode}
        // Only ids of the list above come back.
        onChange={(id) => draft.switchTo(id as Mode)}
        tabs={modes}
      />
    </div>
  )
}
