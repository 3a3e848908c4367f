/** The parts of a policy's page. */

import { late, type PageTab } from '~/features/tabs/PageTabs'
import { m } from '~/i18n/gen/messages'

import { PolicyOverview, type PolicyTabProps } from './PolicyOverview'

export const tabs: readonly PageTab<PolicyTabProps>[] = [
  { id: 'overview', label: m.policies_tab_overview, Content: PolicyOverview },
  {
    id: 'traffic',
    label: m.policies_tab_traffic,
    Content: late(async () => (await import('./PolicyTraffic')).PolicyTraffic),
  },
  {
    id: 'history',
    label: m.policies_tab_history,
    Content: late(async () => (await import('./PolicyHistory')).PolicyHistory),
  },
]
