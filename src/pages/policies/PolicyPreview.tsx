import { type Control, useWatch } from 'react-hook-form'

import { CodeTabs } from '~/components/ui/CodeTabs'
import { curl, visibleJson } from '~/domain/curl'
import { draftPolicy } from '~/domain/policy'
import type { PolicyForm } from '~/domain/policy-form'
import { m } from '~/i18n/gen/messages'

interface Props {
  control: Control<PolicyForm>
  tenant: string
}

/** The policy as it will be sent, while it is typed: as JSON and as the runbook's own command. */
export function PolicyPreview({ control, tenant }: Props) {
  // The form's defaults are whole, so what is watched is whole.
  const policy = draftPolicy(tenant, useWatch({ control }) as PolicyForm)
  if (policy === undefined) return null
  return (
    <details className="rounded-md border border-line px-3 py-2">
      <summary className="cursor-pointer font-medium">{m.policies_preview()}</summary>
      <div className="pt-2">
        <CodeTabs
          label={m.policies_preview()}
          notations={[
            { id: 'json', label: m.policies_preview_json(), text: () => visibleJson(policy) },
            {
              id: 'curl',
              label: m.policies_preview_curl(),
              text: () =>
                curl({
                  method: 'POST',
                  base: 'STOA_API_URL',
                  path: ['v1', 'admin', 'policies'],
                  credential: 'TOKEN',
                  body: policy,
                }),
            },
          ]}
        />
      </div>
    </details>
  )
}
