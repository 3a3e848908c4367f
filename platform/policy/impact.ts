/**
 * What a policy reaches, where it wins, and what a change of it would change, by the very rule that is enforced
 * (effective.ts). Pure: policies and call paths in, counts and paths out.
 */
import { isDeepStrictEqual } from 'node:util'
import {
  effectivePolicies,
  levelOf,
  type CallPath,
  type EffectivePolicy,
  type EffectiveValue,
  type PolicyBinding,
  type PolicyLevel,
  type PolicyRecord,
} from './effective.ts'

export type PolicyChange =
  | { change: 'enable' | 'disable' | 'delete' }
  | { change: 'bind'; binding: PolicyBinding }
  | { change: 'unbind'; binding: PolicyBinding }

/** A call path of which the change changes the merged result. */
export interface ChangedPath<Path> {
  path: Path
  before: Record<string, unknown> | null
  after: Record<string, unknown> | null
}

export interface OnApis {
  policy_id: string
  policy_name: string
  /** On how many APIs. */
  apis: number
}

export interface Impact<Path> {
  /** APIs that the policy touches, were it enabled. */
  apisCovered: number
  /** APIs on which at least one of its values is in force, were it enabled. */
  apisWon: number
  /** Policies that win over one of its values, the most frequent first. */
  overruledBy: OnApis[]
  changed: ChangedPath<Path>[]
  /** Policies that would win a value which the policy, or none, decides now. */
  takenOverBy: OnApis[]
}

/**
 * @param policies every policy of one tenant
 * @param policy the one that is looked at; one of `policies`
 * @param paths the call paths to look at: each API without a consumer, and the consumers that matter
 */
export function impactOf<Path extends CallPath>(
  policies: readonly PolicyRecord[],
  policy: PolicyRecord,
  paths: readonly Path[],
  change: PolicyChange,
): Impact<Path> {
  // Types never meet, so only those of its own type matter.
  const others = policies.filter(
    (other) => other.id !== policy.id && other.policy_type === policy.policy_type,
  )
  const merged = (own: PolicyRecord[], path: Path) =>
    effectivePolicies([...others, ...own], path)[0] ?? null
  const changedTo = afterChange(policy, change)
  const reach = new Reach(policy.id)
  const taking = new Tally()
  const changed: ChangedPath<Path>[] = []
  for (const path of paths) {
    reach.add(path, levelOf(policy, path), merged([{ ...policy, enabled: true }], path))
    const before = merged([policy], path)
    const after = merged(changedTo, path)
    if (isDeepStrictEqual(before?.config, after?.config)) continue
    changed.push({ path, before: before?.config ?? null, after: after?.config ?? null })
    for (const value of newWinners(before, after))
      if (value.winner.policy_id !== policy.id) taking.add(value, path.contractId ?? '')
  }
  return { ...reach.counts(), changed, takenOverBy: taking.ranked() }
}

/** Which APIs the policy touches, where it decides a value, and who decides one against it. */
class Reach {
  private readonly id: string
  private readonly covered = new Set<string>()
  private readonly won = new Set<string>()
  private readonly overruling = new Tally()

  constructor(id: string) {
    this.id = id
  }

  add({ contractId }: CallPath, level: PolicyLevel | null, merged: EffectivePolicy | null): void {
    const api = contractId ?? ''
    if (level) this.covered.add(api)
    for (const value of merged?.values ?? []) {
      if (value.winner.policy_id === this.id) this.won.add(api)
      else if (value.losers.some((loser) => loser.policy_id === this.id))
        this.overruling.add(value, api)
    }
  }

  counts(): Pick<Impact<CallPath>, 'apisCovered' | 'apisWon' | 'overruledBy'> {
    return {
      apisCovered: this.covered.size,
      apisWon: this.won.size,
      overruledBy: this.overruling.ranked(),
    }
  }
}

function afterChange(policy: PolicyRecord, change: PolicyChange): PolicyRecord[] {
  if ('binding' in change) {
    const { bindings } = policy
    const now =
      change.change === 'bind'
        ? [...bindings, change.binding]
        : bindings.filter((other) => !isSame(other, change.binding))
    return [{ ...policy, bindings: now }]
  }
  return change.change === 'delete' ? [] : [{ ...policy, enabled: change.change === 'enable' }]
}

const isSame = (a: PolicyBinding, b: PolicyBinding): boolean =>
  (a.contract_id ?? null) === (b.contract_id ?? null) &&
  (a.consumer_id ?? null) === (b.consumer_id ?? null)

function newWinners(before: EffectivePolicy | null, after: EffectivePolicy | null) {
  const held = new Map(before?.values.map((value) => [value.name, value.winner.policy_id]))
  return (after?.values ?? []).filter((value) => held.get(value.name) !== value.winner.policy_id)
}

/** On how many APIs each policy wins something. */
class Tally {
  private readonly found = new Map<string, { name: string; apis: Set<string> }>()

  add({ winner }: EffectiveValue, api: string): void {
    const held = this.found.get(winner.policy_id) ?? { name: winner.policy_name, apis: new Set() }
    held.apis.add(api)
    this.found.set(winner.policy_id, held)
  }

  /** The most frequent first; equal ones by name, so that every reader sees the same order. */
  ranked(): OnApis[] {
    return [...this.found]
      .map(([policy_id, { name, apis }]) => ({ policy_id, policy_name: name, apis: apis.size }))
      .toSorted((a, b) => b.apis - a.apis || (a.policy_name < b.policy_name ? -1 : 1))
  }
}
