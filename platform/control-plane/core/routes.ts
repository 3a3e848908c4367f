/** Finds the operation for a path. A literal segment wins over a parameter, so `/policies/effective` is never an id. */
import type { OperationDescription } from './contract-document.ts'
import type { OperationId } from './access.ts'

interface Template {
  path: string
  segments: string[]
  operations: Map<string, OperationId>
}

export interface Match {
  /** `/v1/consumers/{tenant}`, for logs and metrics. */
  template: string
  /** The operation by HTTP method. */
  operations: ReadonlyMap<string, OperationId>
  values: Record<string, string>
}

export type FindRoute = (path: string) => Match | undefined

/** The table of all operations. */
export function routesOf(operations: readonly OperationDescription[]): FindRoute {
  const byPath = new Map<string, Template>()
  for (const { path, method, id } of operations) {
    const template = byPath.get(path) ?? { path, segments: path.split('/'), operations: new Map() }
    template.operations.set(method, id)
    byPath.set(path, template)
  }
  const templates = [...byPath.values()].toSorted((a, b) => parametersIn(a) - parametersIn(b))
  return (path) => {
    const segments = path.split('/')
    for (const template of templates) {
      const values = valuesFor(template.segments, segments)
      if (values) return { template: template.path, operations: template.operations, values }
    }
    return undefined
  }
}

function parametersIn({ segments }: Template): number {
  return segments.filter((segment) => segment.startsWith('{')).length
}

function valuesFor(template: string[], segments: string[]): Record<string, string> | undefined {
  if (template.length !== segments.length) return undefined
  const values: [string, string][] = []
  for (const [index, expected] of template.entries()) {
    const given = segments[index] ?? ''
    if (expected.startsWith('{')) values.push([expected.slice(1, -1), decodeURIComponent(given)])
    else if (expected !== given) return undefined
  }
  return Object.fromEntries(values)
}
