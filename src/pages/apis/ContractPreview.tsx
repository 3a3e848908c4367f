import { type Control, useWatch } from 'react-hook-form'

import { install } from '~/api/install'
import { CodeTabs } from '~/components/ui/CodeTabs'
import { type Contract, type ContractForm, newContract } from '~/domain/contract'
import { curl, visibleJson } from '~/domain/curl'
import { registerCommand } from '~/domain/runbook-commands'
import { yaml } from '~/domain/yaml'
import { ReplacedCommand } from '~/features/runbook/ReplacedCommand'
import { m } from '~/i18n/gen/messages'

interface Props {
  control: Control<ContractForm>
  tenant: string
  /** Sent along with what the form shows. */
  metadata: Contract['metadata'] | undefined
}

/** The contract as it will be sent, while it is typed: as JSON, as YAML, and as the runbook's own command. */
export function ContractPreview({ control, tenant, metadata }: Props) {
  // The form's defaults are whole, so what is watched is whole.
  const contract = newContract(tenant, useWatch({ control }) as ContractForm, metadata)
  return (
    <>
      <details className="rounded-md border border-line px-3 py-2">
        <summary className="cursor-pointer font-medium">{m.apis_preview()}</summary>
        <div className="pt-2">
          <CodeTabs
            label={m.apis_preview()}
            notations={[
              { id: 'json', label: m.apis_preview_json(), text: () => visibleJson(contract) },
              { id: 'yaml', label: m.apis_preview_yaml(), text: () => yaml(contract) },
              {
                id: 'curl',
                label: m.apis_preview_curl(),
                text: () =>
                  curl({
                    method: 'POST',
                    base: 'STOA_API_URL',
                    path: ['v1', 'contracts'],
                    credential: 'TOKEN',
                    body: contract,
                  }),
              },
            ]}
          />
        </div>
      </details>
      <ReplacedCommand
        step={m.runbook_step_register()}
        command={registerCommand(install(), contract)}
      />
    </>
  )
}
