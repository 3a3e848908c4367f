import { useMutation } from '@tanstack/react-query'
import type { ReactNode } from 'react'

import { gateway, type MeasuredAnswer, publicAddress } from '~/api/gateway'
import { SecretDialog } from '~/components/secret/SecretDialog'
import { FailureNote } from '~/components/state/FailureNote'
import { Button } from '~/components/ui/Button'
import { Dialog } from '~/components/ui/Dialog'
import { Name } from '~/components/ui/Name'
import { gatewayPath } from '~/domain/contract'
import type { Subscription } from '~/domain/subscription'
import { explain, isKeyAccepted } from '~/domain/verdict'
import { formatDuration } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

interface Props {
  subscription: Subscription
  /** The key, from its mutation's answer and from nowhere else; undefined once it is wiped. */
  secret: string | undefined
  /** Why the answer holds no key. */
  notice: string | undefined
  /** Makes the mutation forget the key. */
  wipe: () => void
  onClose: () => void
  /** Below the API's own path: what is called to try the key, by GET. */
  tryPath?: string
  /** The reader is the one who will call with it. */
  isOwn?: boolean
  children?: ReactNode
}

/** A key that was just made: shown once, tried on the gateway, and gone when this closes (security.md T7). */
export function IssuedKey({
  subscription,
  secret,
  notice,
  wipe,
  onClose,
  tryPath = '/health',
  isOwn = false,
  children,
}: Props) {
  const { api_name: api, api_version: version, consumer_name: name, api_key_prefix } = subscription
  const title = (
    <Name value={isOwn ? m.portal_key_yours({ api }) : m.consumers_key_title({ name, api })} />
  )
  const base = gatewayPath(api, version)
  const path = base === undefined ? undefined : base + tryPath
  if (notice !== undefined)
    return (
      <Dialog title={title} onClose={onClose}>
        <p>{notice}</p>
      </Dialog>
    )
  return (
    <SecretDialog
      title={title}
      secret={secret}
      wipe={wipe}
      onClose={onClose}
      {...(path !== undefined && { call: { method: 'GET', url: publicAddress(path) } })}
    >
      {api_key_prefix !== null && (
        <p>{(isOwn ? m.portal_key_kept : m.consumers_key_notice)({ prefix: api_key_prefix })}</p>
      )}
      {children}
      {secret !== undefined && path !== undefined && <TryKey apiKey={secret} path={path} />}
    </SecretDialog>
  )
}

/** Proves that the gateway takes the key. Its call holds the key, so it goes with the dialog. */
function TryKey({ apiKey, path }: { apiKey: string; path: string }) {
  const call = useMutation(gateway.call())
  return (
    <div className="flex flex-col gap-2" aria-live="polite">
      <span>
        <Button
          pending={call.isPending}
          onClick={() => call.mutate({ method: 'GET', path, apiKey })}
        >
          {m.consumers_try_key()}
        </Button>
      </span>
      {call.error && <FailureNote failure={call.error} />}
      {call.data && <Proof answer={call.data} />}
    </div>
  )
}

function Proof({ answer }: { answer: MeasuredAnswer }) {
  const { status } = answer
  const { verdict, detail = '' } = explain(answer)
  if (!isKeyAccepted(verdict))
    return (
      <p className="text-bad">
        <Name value={m.consumers_try_refused({ status, detail })} />
      </p>
    )
  return verdict === 'ok' ? (
    <p className="text-ok">
      {m.consumers_try_passed({ status, time: formatDuration(answer.durationMs) })}
    </p>
  ) : (
    <p className="text-warn">{m.consumers_try_passed_backend({ status })}</p>
  )
}
