import { CodeTabs } from '~/components/ui/CodeTabs'
import type { Contract } from '~/domain/contract'
import { curl, visibleJson } from '~/domain/curl'
import { yaml } from '~/domain/yaml'
import { m } from '~/i18n/gen/messages'

/** The contract as the server answers it, with what nobody writes by hand: id, status, paths, times. */
export function WholeContract({ api }: { api: Contract }) {
  return (
    <details className="rounded-md border border-line px-3 py-2">
      <summary className="cursor-pointer font-medium">{m.contract_whole()}</summary>
      <div className="pt-2">
        <CodeTabs
          label={m.contract_whole()}
          notations={[
            { id: 'yaml', label: m.apis_preview_yaml(), text: () => yaml(api) },
            { id: 'json', label: m.apis_preview_json(), text: () => visibleJson(api) },
            {
              id: 'curl',
              label: m.apis_preview_curl(),
              text: () =>
                curl({
                  method: 'GET',
                  base: 'STOA_API_URL',
                  path: ['v1', 'contracts', api.id],
                  credential: 'TOKEN',
                }),
            },
          ]}
        />
      </div>
    </details>
  )
}
