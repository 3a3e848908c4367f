import { useQuery } from '@tanstack/react-query'

import { contracts } from '~/api/contracts'
import { install } from '~/api/install'
import { paths } from '~/app/paths'
import type { Contract } from '~/domain/contract'

import { ConsoleMend } from './ConsoleMend'
import { TestCall } from './TestCall'
import { useTestKey } from './use-test-key'

/** The test call for those who keep the API: its own document to choose from, a test key, and next steps in the console. */
export function ApiTestCall({ api }: { api: Contract }) {
  const { tenant, id } = api
  const document = useQuery({ ...contracts.openapi(tenant, id), enabled: api.has_openapi })
  const testKey = useTestKey(tenant, id)
  return (
    <TestCall
      api={{
        tenant,
        id,
        base: api.bindings[0]?.path ?? '',
        auth: api.auth.type,
        timeout: api.endpoint.timeout,
        status: api.status,
      }}
      document={document}
      testKey={testKey}
      Mend={ConsoleMend}
      install={install()}
      newCorsPolicy={paths.newPolicy({ tenant, type: 'cors' })}
    />
  )
}
