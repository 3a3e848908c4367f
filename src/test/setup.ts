import '@testing-library/jest-dom/vitest'
import { cleanup, configure, prettyDOM } from '@testing-library/react'
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import { queryClient } from '~/api/query-client'
import { setLocale } from '~/i18n/locale'
import { fillInDom } from './dom'
import { server } from './server'

// A busy two-core machine takes its time; a test that waits for the right thing does not mind.
configure({ asyncUtilTimeout: 10_000, getElementError: withDocument })
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

/**
 * What is not found is told with the document that it was looked for in. The library prints that at every look of a wait, which took a
 * tenth of the tests' time, and all but the last are thrown away: here it is printed when somebody reads it.
 */
function withDocument(message: string | null, container: Element): Error {
  const error = new Error()
  error.name = 'TestingLibraryElementError'
  // Its place is the test's. Before the message is there, because the stack begins with it.
  Error.captureStackTrace(error, withDocument)
  const told = () => [message, prettyDOM(container)].filter(Boolean).join('\n\n')
  Object.defineProperty(error, 'message', { get: told, configurable: true })
  return error
}
