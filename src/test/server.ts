import { setupServer } from 'msw/node'
import { defaults } from './handlers/defaults'

/** Answers in the place of the Control Plane. `server.use(api.get(…))` in a test comes first, until the test ends. */
export const server = setupServer(...defaults)
