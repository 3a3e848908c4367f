/** Posts an alert to Alertmanager's API v2. */

/** Alertmanager did not take the alert; `message` is a sentence for a person. */
export class AlertmanagerFailure extends Error {
  override name = 'AlertmanagerFailure'
}

export interface Alert {
  labels: Record<string, string>
  annotations: Record<string, string>
  startsAt: string
  endsAt: string
}

export interface AlertmanagerClient {
  /** Asks whether it is there, without sending anything. @throws AlertmanagerFailure */
  requireReady(): Promise<void>
  /** @throws AlertmanagerFailure */
  post(alert: Alert, requestId: string): Promise<void>
}

/** Short, because a transaction waits for it (alerts/routes.ts). */
const TIMEOUT_MS = 2_000

/** @param baseUrl such as `http://127.0.0.1:9093` */
export function alertmanagerClient(baseUrl: string, timeoutMs = TIMEOUT_MS): AlertmanagerClient {
  const ask = async (path: string, init: RequestInit) => {
    let status: number
    try {
      const response = await fetch(`${baseUrl.replace(/\/+$/, '')}${path}`, {
        ...init,
        redirect: 'manual',
        signal: AbortSignal.timeout(timeoutMs),
      })
      await response.body?.cancel()
      ;({ status } = response)
    } catch (error) {
      throw new AlertmanagerFailure(
        `Alertmanager at ${baseUrl} could not be reached (${reasonOf(error)}), so no test alert was sent. Check that it runs and that ALERTMANAGER_URL is its address.`,
      )
    }
    if (status !== 200)
      throw new AlertmanagerFailure(
        `Alertmanager at ${baseUrl} answered ${status}, so no test alert was sent. Its log says why.`,
      )
  }
  return {
    requireReady: () => ask('/-/ready', {}),
    post: (alert, requestId) =>
      ask('/api/v2/alerts', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-request-id': requestId },
        body: JSON.stringify([alert]),
      }),
  }
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined
  if (typeof cause === 'object' && cause !== null && 'code' in cause) return String(cause.code)
  return error instanceof Error && error.name === 'TimeoutError' ? 'no answer in time' : 'no answer'
}
