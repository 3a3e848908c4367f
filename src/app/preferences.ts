/**
 * What a person has chosen for this browser. The theme is applied to <html> as `data-theme`. first-theme.js reads the same key before paint.
 */

import { useSyncExternalStore } from 'react'

import type { ChoiceKeeper } from '~/components/table/choice-keeper'

export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

const KEY = 'stoa-theme'
const COLUMNS = 'stoa-columns-'
const listeners = new Set<() => void>()

function chosen(): Theme {
  try {
    const kept = localStorage.getItem(KEY)
    return themes.find((theme) => theme === kept) ?? 'system'
  } catch {
    return 'system'
  }
}

let current: Theme = chosen()

/** Shows another theme from now on, and keeps the choice where the browser allows it. */
export function setTheme(theme: Theme): void {
  current = theme
  if (theme === 'system') delete document.documentElement.dataset['theme']
  else document.documentElement.dataset['theme'] = theme
  try {
    localStorage.setItem(KEY, theme)
  } catch {
    // The choice holds until the page is left.
  }
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The columns chosen for each table, kept in this browser where it allows that. */
export const columnChoices: ChoiceKeeper = {
  read: (name) => {
    try {
      return localStorage.getItem(COLUMNS + name) ?? undefined
    } catch {
      return undefined
    }
  },
  write: (name, value) => {
    try {
      localStorage.setItem(COLUMNS + name, value)
    } catch {
      // The choice holds as long as the table is drawn.
    }
  },
}

/** The chosen theme. */
export const useTheme = (): Theme => useSyncExternalStore(subscribe, () => current)
