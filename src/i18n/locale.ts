/**
 * The language spoken: the user's choice when there is one, else the browser's first language that we speak, else
 * English. A change re-renders the app (`useLocale` at its root); nothing is reloaded and no typed text is lost.
 */
import { useSyncExternalStore } from 'react'
import { baseLocale, isLocale, locales, overwriteGetLocale, type Locale } from './gen/runtime'

export type { Locale }
export { locales }

const storageKey = 'stoa-locale'
const listeners = new Set<() => void>()

let current: Locale = chosen() ?? preferred(navigator.languages)
overwriteGetLocale(() => current)

/** Storage can be refused (private windows, policies): then the choice lives as long as the page. */
function chosen(): Locale | undefined {
  try {
    const kept = localStorage.getItem(storageKey)
    return isLocale(kept) ? kept : undefined
  } catch {
    return undefined
  }
}

/**
 * The first language of the list that we speak: `fr-CA` is served by `fr`.
 * @param languages BCP 47 tags in the reader's order
 */
export function preferred(languages: readonly string[]): Locale {
  for (const language of languages) {
    const base = language.toLowerCase().split('-')[0]
    if (isLocale(base)) return base
  }
  return baseLocale
}

export const currentLocale = (): Locale => current

/** Speaks another language from now on, and keeps the choice. */
export function setLocale(locale: Locale): void {
  if (locale === current) return
  current = locale
  try {
    localStorage.setItem(storageKey, locale)
  } catch {
    // Not kept: the choice holds until the page is left.
  }
  showLanguage()
  for (const listener of listeners) listener()
}

/** Tells the browser and screen readers the language of the page. Called at start and at each change. */
export function showLanguage(): void {
  document.documentElement.lang = current
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The current language; a component that calls this is drawn again when it changes. */
export const useLocale = (): Locale => useSyncExternalStore(subscribe, currentLocale)
