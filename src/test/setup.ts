import '@testing-library/jest-dom/vitest'
import { cleanup, configure } from '@testing-library/react'
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import { queryClient } from '~/api/query-client'
import { setLocale } from '~/i18n/locale'
import { fillInDom } from './dom'
import { server } from './server'

// A busy two-core machine takes its time; a test that waits for the right thing does not mind.
configure({ asyncUtilTimeout: 10_000 })
fillInDom()

beforeAll(() => server.listen({ onUnhandledFrame: 'error' }))
beforeEach(() => setLocale('en'))
afterEach(() => {
  cleanup()
  queryClient.clear()
  server.resetHandlers()
  localStorage.clear()
  sessionStorage.clear()
})
afterAll(() => server.close())
