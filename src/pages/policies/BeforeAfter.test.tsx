import { screen, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'

import { aBinding, aContract, anAuditEntry, aPage, aPolicy } from '~/test/builders'
import { api } from '~/test/contract-mock'
import { renderAlone } from '~/test/render'
import { server } from '~/test/server'

import { BeforeAfter } from './BeforeAfter'

const policy = aPolicy()
const times: number[] = []

/** Twice as many refusals in the later window. */
function traffic(change: number) {
  const contract = aContract()
  server.use(
    api.get('/v1/admin/policies/{id}/bindings', aPage([aBinding({ contract_id: contract.id })])),
    api.get('/v1/contracts/{id}', contract),
    api.get('/v1/metrics/query', ({ query }) => {
      const at = Number(query.get('time'))
      times.push(at - change / 1000)
      expect(query.get('query')).toContain('api="orders"')
      const rows: [Record<string, string>, string][] = [
        [{ status: '200' }, '90'],
        [{ status: '404' }, '3'],
        [{ status: '429' }, at * 1000 > change ? '20' : '10'],
        [{ quantile: '0.95' }, '0.12'],
        [{ figure: 'sampled_at' }, String(at - 2)],
      ]
      return {
        status: 'success' as const,
        data: {
          resultType: 'vector',
          result: rows.map(([metric, value]) => ({ metric, value: [at, value] })),
        },
      }
    }),
  )
}

async function open(minutesAgo: number) {
  times.length = 0
  const change = Math.floor(Date.now() / 1000 - minutesAgo * 60) * 1000
  traffic(change)
  const row = anAuditEntry({ at: new Date(change).toISOString(), action: 'update' })
  const { user } = renderAlone(<BeforeAfter tenant="default" policy={policy} row={row} />)
  await user.click(await screen.findByRole('button', { name: /^Before and after: Changed/ }))
  const dialog = within(await screen.findByRole('dialog'))
  await dialog.findByRole('table')
  return dialog
}

describe('before and after a change', () => {
  it('compares a quarter of an hour on either side', async () => {
    const dialog = await open(20)
    expect(await dialog.findByRole('row', { name: /Refused with 429/ })).toHaveTextContent(/10.*20/)
    expect(dialog.getByRole('row', { name: /2xx/ })).toHaveTextContent(/90.*90/)
    expect(dialog.getByRole('row', { name: /p95/ })).toHaveTextContent(/120 ms.*120 ms/)
    expect(times.toSorted((a, b) => a - b)).toEqual([0, 900])
    expect(dialog.queryByText(/not yet 15 minutes/)).toBeNull()
  })

  it('says plainly that it is not yet 15 minutes, and shows no number for a part of them', async () => {
    const dialog = await open(6)
    expect(dialog.getByText(/not yet 15 minutes since the change, but 6 min/)).toBeVisible()
    expect(dialog.getByRole('row', { name: /Refused with 429/ })).toHaveTextContent(/10.*Not yet/)
    expect(times).toEqual([0])
  })
})
