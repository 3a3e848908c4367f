/** A series as the readiness checks read it from Prometheus. */

/** A series of an answer: its labels and its samples, oldest first. */
export interface Series {
  labels: Record<string, string>
  samples: { time: number; value: number }[]
}
