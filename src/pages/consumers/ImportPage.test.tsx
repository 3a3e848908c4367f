import { screen, within } from '@testing-library/react'
import { http } from 'msw'
import { describe, expect, it } from 'vitest'

import { routes } from '~/app/routes'
import { aViewer } from '~/test/builders'
import { api, ok, problem } from '~/test/contract-mock'
import { renderRoutes } from '~/test/render'
import { server } from '~/test/server'

const open = () => renderRoutes(routes, '/t/default/consumers/import')
const choose = () => screen.findByLabelText('CSV file')
const file = (text: string) => new File([text], 'clients.csv', { type: 'text/csv' })

const rows =
  'external_id,name,email\nc-1,=Acme,a@b.example\nc-2,Two,nobody\nc-3,Three,c@d.example\n'

/** Answers as the Control Plane does to two rows of which the second is taken; keeps what was sent. */
function taking(isDown = () => false) {
  const sent: [string, string | null][] = []
  server.use(
    http.post('*/api/v1/consumers/:tenant/bulk', async ({ request }) => {
      sent.push([await request.text(), request.headers.get('idempotency-key')])
      if (isDown()) return problem(503, { detail: 'Restarting.' })
      return ok({ total: 2, created: 1, failed: 1, errors: [{ row: 3, detail: 'It is taken.' }] })
    }),
  )
  return sent
}

describe('an import of consumers', () => {
  it('shows first what it would do, then does it, and tells each failed row by its line', async () => {
    const sent = taking()
    const { user } = open()
    await user.upload(await choose(), file(rows))
    expect(await screen.findByText(/2 rows can be created/)).toHaveTextContent(
      '2 rows can be created. 1 row has a fault and is left out.',
    )
    expect(sent).toEqual([])
    expect(screen.getByRole('heading', { name: 'Rows that cannot be created' })).toBeVisible()
    await user.click(screen.getByRole('button', { name: 'Create 2 consumers' }))
    expect(await screen.findByRole('heading', { name: '1 created, 2 failed' })).toBeVisible()
    expect(sent).toEqual([
      [
        'external_id,name,email\nc-1,=Acme,a@b.example\nc-3,Three,c@d.example\n',
        expect.any(String),
      ],
    ])
    const table = screen.getByRole('table', { name: 'Rows that were not created' })
    const [, first, second] = within(table).getAllByRole('row')
    expect(first).toHaveTextContent(/^3.*email: /)
    expect(second).toHaveTextContent(/^4It is taken\./)
  })

  it('goes on after a failure with the same key', async () => {
    let isDown = true
    const sent = taking(() => isDown)
    const { user } = open()
    await user.upload(await choose(), file(rows))
    await user.click(await screen.findByRole('button', { name: 'Create 2 consumers' }))
    expect(await screen.findByText('Restarting.')).toBeVisible()
    isDown = false
    const before = sent.at(-1)
    await user.click(screen.getByRole('button', { name: 'Go on' }))
    expect(await screen.findByRole('heading', { name: '1 created, 2 failed' })).toBeVisible()
    expect(sent.at(-1)).toEqual(before)
  })

  it.each([
    ['name,email,phone\n', 'Missing: external_id. Unknown: phone.'],
    ['external_id,name,email\n', 'The file has no row below its header.'],
    ['external_id,"name\n', 'clients.csv cannot be read as CSV'],
  ])('says what is wrong with the file %j', async (text, words) => {
    const { user } = open()
    await user.upload(await choose(), file(text))
    expect(await screen.findByText(words)).toBeVisible()
    expect(screen.queryByRole('button', { name: /^Create/ })).not.toBeInTheDocument()
  })

  it('is not for who may only look', async () => {
    server.use(api.get('/v1/me', aViewer()))
    open()
    expect(await screen.findByText(/consumers:write/)).toBeVisible()
    expect(screen.queryByLabelText('CSV file')).not.toBeInTheDocument()
  })
})
