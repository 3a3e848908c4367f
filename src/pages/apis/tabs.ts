/** The parts of an API's page. Adding one is one line here, and its text. */

import { late, type PageTab } from '~/features/tabs/PageTabs'
import { m } from '~/i18n/gen/messages'

import { type ApiTabProps, Overview } from './Overview'

export const tabs: readonly PageTab<ApiTabProps>[] = [
  { id: 'overview', label: m.apis_tab_overview, Content: Overview },
  {
    id: 'operations',
    label: m.openapi_view_title,
    Content: late(async () => (await import('./ApiOperations')).ApiOperations),
  },
  {
    id: 'contract',
    label: m.contract_tab,
    Content: late(async () => (await import('./ContractTab')).ContractTab),
  },
  {
    id: 'test',
    label: m.apis_tab_test,
    Content: late(async () => (await import('~/features/test-call/ApiTestCall')).ApiTestCall),
  },
  {
    id: 'subscriptions',
    label: m.apis_tab_subscriptions,
    Content: late(async () => (await import('./ApiSubscriptions')).ApiSubscriptions),
  },
  {
    id: 'versions',
    label: m.apis_tab_versions,
    Content: late(async () => (await import('./ApiVersions')).ApiVersions),
  },
  {
    id: 'history',
    label: m.history_caption,
    Content: late(async () => (await import('./HistoryTab')).HistoryTab),
  },
]
