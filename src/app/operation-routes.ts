/** The part of the map for those who operate: alerts, logs, audit. */

import type { RouteObject } from 'react-router'

import { m } from '~/i18n/gen/messages'

import { later } from './later'
import { lazyPage } from './lazy-page'
import { list, page } from './route-parts'

export const operationPages: RouteObject[] = [
  list('explore', []),
  list('alerts', [
    page(
      'silence',
      { title: m.app_new_silence },
      { lazy: lazyPage(later('NewSilenceForm'), 'alerts:silence') },
    ),
  ]),
  list('logs', []),
  list('audit', []),
]
