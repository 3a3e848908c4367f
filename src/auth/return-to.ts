/** The page that was asked for before the sign-in: kept in this tab's session storage, and believed only when it is one of ours. */

const KEY = 'stoa-return-to'
const LONGEST = 2_048

/**
 * The place when it is one on our own origin: one `/` first, nothing that a browser reads as a host, and a page of the
 * map (security.md T3).
 * @param isPage says whether a path is one of the pages
 * @returns undefined for anything else
 */
export function safePlace(
  text: string | null,
  origin: string,
  isPage: (path: string) => boolean,
): string | undefined {
  if (!text || text.length > LONGEST || !/^\/(?![/\\])/.test(text) || /[\p{Cc}\\]/u.test(text))
    return undefined
  const url = URL.parse(text, origin)
  if (!url || url.origin !== origin || url.pathname.startsWith('//') || !isPage(url.pathname))
    return undefined
  return url.pathname + url.search + url.hash
}

/** Keeps a place until {@link takePlace}. A storage that is refused costs the place, not the sign-in. */
export function keepPlace(place: string): void {
  try {
    sessionStorage.setItem(KEY, place)
  } catch {
    // Home will do.
  }
}

/** The kept place, if it is a good one; it stays kept. */
export function keptPlace(origin: string, isPage: (path: string) => boolean): string | undefined {
  try {
    return safePlace(sessionStorage.getItem(KEY), origin, isPage)
  } catch {
    return undefined
  }
}

/** The kept place, if it is a good one; it is forgotten either way. */
export function takePlace(origin: string, isPage: (path: string) => boolean): string | undefined {
  const place = keptPlace(origin, isPage)
  try {
    sessionStorage.removeItem(KEY)
  } catch {
    // What cannot be read cannot be kept either.
  }
  return place
}
