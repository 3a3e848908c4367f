import { ApiTestCall } from '~/features/test-call/ApiTestCall'

import type { PartProps } from './part'
import { TriedApi } from './TriedApi'

/** A call through the gateway, as a consumer makes it. */
export const CallPart = (props: PartProps) => (
  <div data-print="never">
    <TriedApi {...props}>{(api) => <ApiTestCall api={api} />}</TriedApi>
  </div>
)
