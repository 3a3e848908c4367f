/** What Prometheus' own grammar finds wrong with an expression. */

import { parser } from '@prometheus-io/lezer-promql'

/** The places of an expression that do not parse; none when it does. */
export function errorsIn(query: string): string[] {
  const errors: string[] = []
  parser.parse(query).iterate({
    enter({ type, from, to }) {
      if (type.isError) errors.push(query.slice(from, to + 10))
    },
  })
  return errors
}
