/** What Prometheus learns about the control plane itself. */
import { Histogram, Registry, collectDefaultMetrics } from 'prom-client'

export interface Observation {
  method: string
  status: number
  /** The template, never the path: paths hold ids. */
  route: string
  seconds: number
}

export interface RequestMetrics {
  registry: Registry
  observe(observation: Observation): void
}

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])

/** A registry of its own for each application, so that tests can have several. */
export function requestMetrics(): RequestMetrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const duration = new Histogram({
    name: 'stoa_control_plane_request_duration_seconds',
    help: 'Time to answer, by route template, method and status',
    labelNames: ['route', 'method', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  })
  return {
    registry,
    observe({ method, status, route, seconds }) {
      const labels = {
        route,
        method: METHODS.has(method) ? method : 'other',
        status: String(status),
      }
      duration.observe(labels, seconds)
    },
  }
}
