/** The gateway's access log in the runbook's dialect. */

import type { ControlPlane } from '~/api/control-plane/port'
import { client, safePath, unwrap } from '~/api/http'
import { openStream } from '~/api/stream'
import { checked } from '~/api/shape'

import type { LogPage } from '#contract/contract.gen'

import { given } from './given'
import * as shapes from './shapes'

type Logs = Pick<ControlPlane, 'listLogs' | 'followLogs'>

export const logs: Logs = {
  listLogs: async (tenant, filter, signal) =>
    checked(
      shapes.logPage,
      await unwrap(
        // The same address also answers as a stream, to whoever asks for one; this call accepts JSON only.
        client.GET('/v1/logs/{tenant}', {
          params: { path: { tenant }, query: given(filter) },
          ...(signal && { signal }),
        }) as Promise<{ data?: LogPage }>,
      ),
    ),
  followLogs: (tenant, filter, signal) => {
    const asked = Object.entries(given(filter)).map(([name, value]) => [name, String(value)])
    const query = new URLSearchParams(asked)
    return openStream(`${safePath('/v1/logs/{tenant}', { tenant })}?${query.toString()}`, signal)
  },
}
