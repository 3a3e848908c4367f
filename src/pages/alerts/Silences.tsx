import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'

import { silences } from '~/api/alerts'
import { ConfirmDialog } from '~/components/form/ConfirmDialog'
import { EmptyState } from '~/components/state/EmptyState'
import type { PanelQuery } from '~/components/state/Panel'
import { Panel } from '~/components/state/Panel'
import { DataTable } from '~/components/table/DataTable'
import { toast } from '~/components/ui/toast'
import { matcherText, type Silence } from '~/domain/silence'
import { m } from '~/i18n/gen/messages'

import { silenceColumns } from './silence-columns'

interface Props {
  tenant: string
  query: PanelQuery<{ items: Silence[] }>
}

/** What Alertmanager keeps quiet, for how long, who wanted it and why. */
export function Silences({ tenant, query }: Props) {
  const [ending, setEnding] = useState<Silence>()
  return (
    <Panel title={m.alerts_silences()} description={m.alerts_silences_hint()} query={query} isFlush>
      {({ items }) => (
        <div className="px-4 pb-3">
          <DataTable
            rows={items}
            columns={silenceColumns(setEnding)}
            rowKey={({ id }) => id}
            caption={m.alerts_silences()}
            empty={<EmptyState title={m.alerts_silences_none()} hint={m.alerts_silences_teach()} />}
          />
          {ending && (
            <EndSilence tenant={tenant} silence={ending} onClose={() => setEnding(undefined)} />
          )}
        </div>
      )}
    </Panel>
  )
}

interface EndProps {
  tenant: string
  silence: Silence
  onClose: () => void
}

function EndSilence({ tenant, silence, onClose }: EndProps) {
  const end = useMutation({
    ...silences.expire(tenant),
    onSuccess: () => {
      toast(m.alerts_silence_ended())
      onClose()
    },
  })
  return (
    <ConfirmDialog
      title={m.alerts_silence_end_title()}
      consequence={m.alerts_silence_end_consequence({
        matchers: silence.matchers.map(matcherText).join(', '),
      })}
      confirmLabel={m.alerts_silence_end()}
      tone="primary"
      mutation={end}
      variables={silence.id}
      onClose={onClose}
    />
  )
}
