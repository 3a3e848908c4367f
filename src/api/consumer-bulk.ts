/** Many consumers at once: who is meant, one change with its verification, and files. */

import { mutationOptions } from '@tanstack/react-query'

import type { Consumer, ConsumerStep } from '~/domain/consumer'
import { Failure } from '~/domain/failure'

import { controlPlane } from './control-plane/current'
import type { AccessExportFilter, ConsumerExportFilter, Once } from './control-plane/port'
import { everyPage } from './every-page'
import { queryClient } from './query-client'

const statusAfter: Record<ConsumerStep, Consumer['status']> = {
  suspend: 'suspended',
  activate: 'active',
  block: 'blocked',
}

/** Nothing that is shown depends on it. */
const NOTHING = ['files']

export const consumerBulk = {
  /**
   * Every consumer that a filter finds, read page by page before anything is changed: a change would move the pages.
   * @param onRead is told how many have been read
   */
  everyone: (
    tenant: string,
    filter: ConsumerExportFilter,
    { signal, onRead }: { signal: AbortSignal; onRead: (count: number) => void },
  ): Promise<Consumer[]> =>
    everyPage(
      (asked) =>
        controlPlane.listConsumers(tenant, { ...filter, sort: 'created_at', ...asked }, signal),
      onRead,
    ),

  /**
   * Takes one step and verifies by the status in the answer; who is there already is done, since an earlier answer may have been lost.
   * @param still says in words that the status is not what was asked for
   */
  move: async (
    tenant: string,
    id: string,
    {
      step,
      reason,
      still,
    }: { step: ConsumerStep; reason: string | undefined; still: (status: string) => string },
  ): Promise<void> => {
    const wanted = statusAfter[step]
    const isThere = async () => (await controlPlane.getConsumer(tenant, id)).status === wanted
    try {
      const { status } = await controlPlane.moveConsumer(tenant, id, step, reason)
      if (status !== wanted) throw new Failure({ kind: 'conflict', message: still(status) })
    } catch (error) {
      const mayBeThere = error instanceof Failure && error.kind === 'conflict'
      if (!mayBeThere || !(await isThere())) throw error
    }
  },

  refresh: (tenant: string): void =>
    void queryClient.invalidateQueries({ queryKey: ['consumers', tenant] }),

  /** CSV, as text. */
  export: (tenant: string) =>
    mutationOptions({
      mutationFn: (filter: ConsumerExportFilter) => controlPlane.exportConsumers(tenant, filter),
      meta: { invalidates: NOTHING },
    }),
  /** One batch of a file; the same key and text again get the first answer, and create nothing. */
  import: (tenant: string) =>
    mutationOptions({
      mutationFn: ({ csv, ...once }: Once & { csv: string }) =>
        controlPlane.importConsumers(tenant, csv, once),
      meta: { invalidates: ['consumers', tenant, 'list'] },
    }),
  exportAccess: (tenant: string) =>
    mutationOptions({
      mutationFn: (filter: AccessExportFilter) => controlPlane.exportAccess(tenant, filter),
      meta: { invalidates: NOTHING },
    }),
}
