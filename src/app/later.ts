import { keep } from '~/api/keep'

import type { PageModule } from './lazy-page'
import type { pages } from './pages'

const map = keep(() => import('./pages'))

/** A page by the name of its module, for `lazyPage`: its code, and the map that says where that lies, come when they are asked for. */
export const later = (name: keyof typeof pages) => async (): Promise<PageModule> => {
  const found = await map()
  return found.pages[name]()
}
