import { type Control, useWatch } from 'react-hook-form'

import { Code } from '~/components/ui/Code'
import { type CallForm, requestOf } from '~/domain/call'
import { curl } from '~/domain/curl'
import { type Install, reachableCommand } from '~/domain/runbook-commands'
import { ReplacedCommand } from '~/features/runbook/ReplacedCommand'
import { m } from '~/i18n/gen/messages'

interface Props {
  control: Control<CallForm>
  base: string
  wantsKey: boolean
  /** Where the runbook's own command would be run; absent for those who follow none. */
  install?: Install | undefined
}

/** The command that sends the same request, while it is typed. */
export function CallCurl({ control, base, wantsKey, install }: Props) {
  const [method, path, query, headers, body] = useWatch({
    control,
    name: ['method', 'path', 'query', 'headers', 'body'],
  })
  const request = requestOf(base, { method, path, query, headers, body })
  return (
    <div className="mt-3 flex flex-col gap-2">
      <details className="rounded-md border border-line px-3 py-2">
        <summary className="cursor-pointer font-medium">{m.call_curl()}</summary>
        <div className="flex flex-col gap-2 pt-2">
          {wantsKey && <p className="text-sm text-muted">{m.call_key_first()}</p>}
          <Code label={m.call_curl()}>
            {curl({
              method: request.method,
              base: 'STOA_GATEWAY_URL',
              path: request.path,
              headers: request.headers,
              ...(request.body !== undefined && { text: request.body }),
              ...(wantsKey && { credential: 'API_KEY' as const }),
            })}
          </Code>
        </div>
      </details>
      {install && request.method === 'GET' && (
        <ReplacedCommand
          step={m.runbook_step_reachable()}
          command={reachableCommand(install, request.path, wantsKey)}
        />
      )}
    </div>
  )
}
