import { screen, waitFor } from '@testing-library/react'
import { http, HttpResponse } from 'msw/http'
import { expect, it } from 'vitest'

import { aConsumer, aMe, aViewer, aContract } from '~/test/builders'
import { api } from '~/test/contract-mock'
import { renderAlone } from '~/test/render'
import { server } from '~/test/server'

import { PaletteButton } from './PaletteButton'

const option = (name: string | RegExp) => screen.findByRole('option', { name })

it('leads by the keyboard alone to what the server finds', async () => {
  const consumer = aConsumer({ name: 'Acme Mobile', email: 'dev@acme.example' })
  const asked: string[] = []
  server.use(
    api.get('/v1/me', aMe()),
    http.get('*/v1/consumers/default', ({ request }) => {
      asked.push(new URL(request.url).searchParams.get('search') ?? '')
      return HttpResponse.json({ items: [consumer], total: 1, page: 1, page_size: 5 })
    }),
  )
  const { user, address } = renderAlone(<PaletteButton tenant="default" />)
  await user.keyboard('{Control>}k{/Control}')
  const input = await screen.findByRole('combobox')
  expect(input).toHaveFocus()
  await user.paste('acme')
  expect(await option(/Acme Mobile/)).toBeInTheDocument()
  await waitFor(() => expect(asked).toEqual(['acme']))
  await user.keyboard('{Enter}')
  await waitFor(() => expect(address()).toBe(`/t/default/consumers/${consumer.id}`))
  expect(screen.queryByRole('dialog')).not.toBeInTheDocument()
})

it('finds places and actions by parts of their words, and offers a viewer nothing that writes', async () => {
  server.use(api.get('/v1/me', aViewer()))
  const { user } = renderAlone(<PaletteButton tenant="default" />)
  await user.click(screen.getByRole('button', { name: /Search and commands/ }))
  await option('Policies')
  await user.paste('pol')
  await waitFor(() => expect(screen.queryByRole('option', { name: 'Dashboard' })).toBeNull())
  expect(screen.getByRole('option', { name: 'Policies' })).toBeInTheDocument()
  expect(screen.queryByRole('option', { name: 'New policy' })).toBeNull()
})

it('never sends a pasted key as a search', async () => {
  const asked: string[] = []
  server.use(
    api.get('/v1/me', aMe()),
    http.get('*/v1/*', ({ request }) => void asked.push(request.url)),
  )
  const { user, address } = renderAlone(<PaletteButton tenant="default" />)
  await user.click(screen.getByRole('button', { name: /Search and commands/ }))
  await screen.findByRole('combobox')
  const key = `stoa_sk_${'a1'.repeat(16)}`
  await user.paste(`curl -H 'X-API-Key: ${key}'`)
  await user.click(await option(/Look this key up/))
  await waitFor(() => expect(address()).toBe('/t/default/consumers/locked-out'))
  expect(asked.join(' ')).not.toContain('stoa_sk')
})

it('says why nothing could be searched', async () => {
  server.use(
    api.get('/v1/me', aMe()),
    api.get('/v1/contracts', { items: [aContract()], total: 1, page: 1, page_size: 5 }),
    http.get('*/v1/consumers/default', () => HttpResponse.error()),
  )
  const { user } = renderAlone(<PaletteButton tenant="default" />)
  await user.click(screen.getByRole('button', { name: /Search and commands/ }))
  await screen.findByRole('combobox')
  await user.paste('acme')
  expect(await screen.findByRole('alert')).toBeInTheDocument()
})
