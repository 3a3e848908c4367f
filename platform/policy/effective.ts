/**
 * The one rule that says which policies are in force on a call path, used by the gateway to enforce them and by the control
 * plane to explain them (`GET /v1/admin/policies/effective`): consumer binding before API binding before tenant; within a level
 * the lower `priority` wins, then the older policy; each config value is decided on its own. (contract.md, "Policy types")
 */

/** Where a policy touches the call path. */
export type PolicyLevel = 'consumer' | 'api' | 'tenant'

export interface PolicyBinding {
  contract_id?: string | null
  consumer_id?: string | null
}

export interface PolicyRecord {
  id: string
  tenant: string
  name: string
  policy_type: string
  scope: string
  config: Record<string, unknown>
  /** Lower wins. */
  priority: number
  enabled: boolean
  /** RFC 3339. */
  created_at: string
  bindings: PolicyBinding[]
}

/** A path that a call takes. Without a consumer (a preflight, an API without keys) no consumer binding can match. */
export interface CallPath {
  contractId?: string | null
  consumerId?: string | null
}

/** A policy that defines a value, from where it does, and what it says (`PolicyOrigin` of the contract). */
export interface PolicyOrigin {
  policy_id: string
  policy_name: string
  level: PolicyLevel
  priority: number
  value: unknown
}

export interface EffectiveValue {
  /** Name of the config value, such as `requests_per_minute`. */
  name: string
  value: unknown
  winner: PolicyOrigin
  /** The other policies that define the value, strongest first. */
  losers: PolicyOrigin[]
}

export interface EffectivePolicy {
  policy_type: string
  /** The merged config, as the gateway enforces it. */
  config: Record<string, unknown>
  values: EffectiveValue[]
}

interface Candidate {
  policy: PolicyRecord
  level: PolicyLevel
}

const STRENGTH: Record<PolicyLevel, number> = { consumer: 0, api: 1, tenant: 2 }

/**
 * The policies in force on a call path: one entry per policy type, sorted by type, each config value with its winner and losers.
 * @param policies every policy of ONE tenant, in any order; disabled ones and those bound elsewhere are left out
 */
export function effectivePolicies(
  policies: Iterable<PolicyRecord>,
  path: CallPath,
): EffectivePolicy[] {
  const byType = Map.groupBy(
    candidatesFor(policies, path),
    (candidate) => candidate.policy.policy_type,
  )
  return [...byType]
    .map(([type, candidates]) => mergeType(type, candidates.toSorted(strongestFirst)))
    .toSorted((a, b) => compareText(a.policy_type, b.policy_type))
}

/** At which level a policy touches the path, or null when it does not (its enabled state is not looked at). */
export function levelOf(policy: PolicyRecord, path: CallPath): PolicyLevel | null {
  if (policy.bindings.length === 0) return 'tenant'
  const levels = policy.bindings.map((binding) => bindingLevel(binding, path))
  if (levels.includes('consumer')) return 'consumer'
  return levels.includes('api') ? 'api' : null
}

function candidatesFor(policies: Iterable<PolicyRecord>, path: CallPath): Candidate[] {
  const found: Candidate[] = []
  for (const policy of policies) {
    const level = policy.enabled ? levelOf(policy, path) : null
    if (level) found.push({ policy, level })
  }
  return found
}

/** A binding that names both a consumer and an API holds only where both match. */
function bindingLevel(binding: PolicyBinding, path: CallPath): PolicyLevel | null {
  if (binding.contract_id && binding.contract_id !== path.contractId) return null
  if (binding.consumer_id) return binding.consumer_id === path.consumerId ? 'consumer' : null
  return binding.contract_id ? 'api' : null
}

function mergeType(type: string, candidates: Candidate[]): EffectivePolicy {
  const values = new Map<string, EffectiveValue>()
  for (const candidate of candidates) {
    for (const [name, value] of Object.entries(candidate.policy.config)) {
      // JSON's null is "not set here": the next policy may define the value.
      if (value === null || value === undefined) continue
      const origin = originOf(candidate, value)
      const held = values.get(name)
      if (held) held.losers.push(origin)
      else values.set(name, { name, value, winner: origin, losers: [] })
    }
  }
  const config = Object.fromEntries([...values].map(([name, held]) => [name, held.value]))
  return { policy_type: type, config, values: [...values.values()] }
}

function originOf({ policy, level }: Candidate, value: unknown): PolicyOrigin {
  return { policy_id: policy.id, policy_name: policy.name, level, priority: policy.priority, value }
}

/** A total order: equal level, priority and age are decided by the id, so that every reader gets the same winner. */
function strongestFirst(a: Candidate, b: Candidate): number {
  return (
    STRENGTH[a.level] - STRENGTH[b.level] ||
    a.policy.priority - b.policy.priority ||
    age(a.policy) - age(b.policy) ||
    compareText(a.policy.id, b.policy.id)
  )
}

/** Milliseconds, because RFC 3339 texts with and without fractions do not sort as text. An unreadable time counts as 0. */
function age(policy: PolicyRecord): number {
  return Date.parse(policy.created_at) || 0
}

function compareText(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
