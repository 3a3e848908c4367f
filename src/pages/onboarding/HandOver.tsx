import { publicAddress } from '~/api/gateway'
import { Code } from '~/components/ui/Code'
import { config } from '~/config/config'
import { isTester } from '~/domain/runbook/day-4'
import { m } from '~/i18n/gen/messages'

import { type PartProps, servedApis } from './part'

/** What a new consumer is told, but for the key, which goes another way; and where the portal is. */
export function HandOver({ runbook }: PartProps) {
  const { subscriptions } = runbook.probes
  const { portalUrl } = config()
  const given =
    subscriptions.state === 'answered'
      ? subscriptions.value.find(
          ({ status, consumerExternalId }) => status === 'active' && !isTester(consumerExternalId),
        )
      : undefined
  const api = servedApis(runbook).find(({ name, version }) => `${name} ${version}` === given?.api)
  return (
    <div className="flex flex-col gap-3">
      <p>
        <a className="text-accent hover:underline" href={portalUrl}>
          {portalUrl}
        </a>
      </p>
      {given && api && (
        <Code label={m.onboarding_handover()}>
          {m.onboarding_handover_text({
            name: given.consumer,
            api: given.api,
            url: publicAddress(api.path),
            portal: portalUrl,
          })}
        </Code>
      )}
    </div>
  )
}
