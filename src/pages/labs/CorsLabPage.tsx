import { useParam, useSearch } from '~/app/params'
import { isId } from '~/app/paths'
import { Page } from '~/components/ui/Page'
import { CorsLab } from '~/features/cors-lab/CorsLab'
import { corsSearch } from '~/features/cors-lab/search'
import { m } from '~/i18n/gen/messages'

import { LabApi } from './LabApi'

export function Component() {
  const tenant = useParam('tenant')
  const [search, setSearch] = useSearch(corsSearch)
  return (
    <Page title={m.labs_cors_title()} description={m.labs_cors_description()}>
      <LabApi
        tenant={tenant}
        id={isId(search.api) ? search.api : ''}
        onChoose={(api) => setSearch({ api })}
      >
        {(api) => (
          <CorsLab key={api.id} tenant={tenant} api={api} search={search} onSearch={setSearch} />
        )}
      </LabApi>
    </Page>
  )
}
