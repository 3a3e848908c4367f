import { type Control, useWatch } from 'react-hook-form'

import { Code } from '~/components/ui/Code'
import { type CallForm, requestOf } from '~/domain/call'
import { curl } from '~/domain/curl'
import { m } from '~/i18n/gen/messages'

interface Props {
  control: Control<CallForm>
  base: string
  wantsKey: boolean
}

/** The command that sends the same request, while it is typed. */
export function CallCurl({ control, base, wantsKey }: Props) {
  const [method, path, headers, body] = useWatch({
    control,
    name: ['method', 'path', 'headers', 'body'],
  })
  const request = requestOf(base, { method, path, headers, body })
  return (
    <details className="mt-3">
      <summary className="cursor-pointer text-sm text-muted">{m.apis_call_curl()}</summary>
      <div className="mt-2 flex flex-col gap-2">
        {wantsKey && <p className="text-sm text-muted">{m.apis_call_key_first()}</p>}
        <Code label={m.apis_call_curl()}>
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
  )
}
