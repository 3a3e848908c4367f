/** The parts of a consumer's page. Adding one is one line here, and its text. */

import type { Consumer } from '~/domain/consumer'
import { late, type PageTab } from '~/features/tabs/PageTabs'
import { m } from '~/i18n/gen/messages'

import { ConsumerSubscriptions } from './ConsumerSubscriptions'
import { Profile } from './Profile'

export interface ConsumerTabProps {
  tenant: string
  consumer: Consumer
}

function Overview(shared: ConsumerTabProps) {
  return (
    <div className="flex min-w-0 flex-col gap-5">
      <Profile consumer={shared.consumer} />
      <ConsumerSubscriptions {...shared} />
    </div>
  )
}

export const tabs: readonly PageTab<ConsumerTabProps>[] = [
  { id: 'overview', label: m.consumers_tab_overview, Content: Overview },
  {
    id: 'traffic',
    label: m.consumers_tab_traffic,
    Content: late(async () => (await import('./ConsumerTraffic')).ConsumerTraffic),
  },
  {
    id: 'refusals',
    label: m.consumers_tab_refusals,
    Content: late(async () => (await import('./Refusals')).Refusals),
  },
  {
    id: 'history',
    label: m.consumers_tab_history,
    Content: late(async () => (await import('./ConsumerHistory')).ConsumerHistory),
  },
]
