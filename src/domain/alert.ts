/** Alerts as Prometheus holds them. */

export interface Alert {
  /** Its labels: what tells two alerts of one rule apart. */
  id: string
  name: string
  state: 'firing' | 'pending' | 'inactive'
  labels: ReadonlyMap<string, string>
  /** A person's sentence from the rule, when it has one. */
  summary: string | undefined
  /** RFC 3339. */
  activeAt: string | undefined
}

/** The alerts that are firing, then those that are about to; each of them the oldest first. */
export function activeAlerts(alerts: readonly Alert[]): Alert[] {
  const of = (state: Alert['state']) =>
    alerts
      .filter((alert) => alert.state === state)
      .toSorted((a, b) => ((a.activeAt ?? '') < (b.activeAt ?? '') ? -1 : 1))
  return [...of('firing'), ...of('pending')]
}
