/** What is asked of the console's own origin, in nobody's name. */

/** An answer as it came, for what is not the Control Plane: the console's own configuration and health. */
export interface Plain {
  status: number
  contentType: string
  body: string
}

/**
 * One plain GET of the console's own origin: no token, no retry.
 * @throws a TypeError or a DOMException when no answer came within `timeoutMs`
 */
export async function getPlain(path: string, timeoutMs: number): Promise<Plain> {
  const response = await fetch(path, {
    signal: AbortSignal.timeout(timeoutMs),
    // As the preload of config.json in index.html asks; the origin sets no cookies.
    credentials: 'same-origin',
    redirect: 'error',
  })
  return {
    status: response.status,
    contentType: response.headers.get('content-type') ?? '',
    body: await response.text(),
  }
}
