/**
 * What the console asks of a Control Plane, whichever dialect it speaks. Pages reach it through `src/api/<resource>.ts`.
 * Every operation throws a Failure; every read takes the signal of its query.
 */

import type {
  Consumer,
  ConsumerList,
  ConsumerPatch,
  Contract,
  ContractList,
  ContractPatch,
  Deprecation,
  EffectivePolicies,
  HealthReady,
  IssuedSubscription,
  Me,
  NewConsumer,
  NewContract,
  NewPlan,
  NewPolicy,
  NewPolicyBinding,
  NewSubscription,
  operations,
  Plan,
  PlanList,
  PlanPatch,
  Policy,
  PolicyBinding,
  PolicyBindingList,
  PolicyList,
  PolicyPatch,
  PortalApiDetail,
  PortalApiList,
  PrometheusAnswer,
  RotatedKey,
  Rotation,
  Subscription,
  SubscriptionList,
} from '#contract/contract.gen'

/** The query of an operation, where `undefined` and `''` mean "not asked for"; the tenant is said once, beside it. */
type Filter<Operation extends keyof operations> = Loose<
  Omit<NonNullable<operations[Operation]['parameters']['query']>, 'tenant' | 'tenant_id'>
>
type Loose<T> = { [K in keyof T]?: T[K] | undefined }

export type ContractFilter = Filter<'listContracts'>
export type PolicyFilter = Filter<'listPolicies'>
export type PageFilter = Filter<'listPolicyBindings'>
export type ConsumerFilter = Filter<'listConsumers'>
export type SubscriptionFilter = Filter<'listSubscriptions'>
export type PlanFilter = Filter<'listPlans'>
export type PortalApiFilter = Filter<'listPortalApis'>

/** A question to Prometheus' HTTP API, in its own parameters (seconds as text). */
export type InstantQuestion = Loose<operations['queryMetrics']['parameters']['query']> & {
  query: string
}
export type RangeQuestion = operations['queryMetricsRange']['parameters']['query']

/** A create: `idempotencyKey` is made when the form opens and kept until the answer is known (security.md 3.2). */
export interface Once {
  idempotencyKey: string
}
/** A change of what was read: `etag` is the one the form was opened on; a newer one at the server is a `stale` Failure. */
export interface Based {
  etag: string
}

/** What this Control Plane can do beyond the bare calls; pages say so in words where it cannot (security.md D5). */
export interface Abilities {
  idempotentCreates: boolean
  conditionalChanges: boolean
}

export type ContractStep =
  | { to: 'publish' }
  | { to: 'retire' }
  | ({ to: 'deprecate' } & Deprecation)
export type ConsumerStep = 'suspend' | 'activate' | 'block'
export type SubscriptionStep = 'approve' | 'reject' | 'suspend' | 'reactivate' | 'revoke'

export interface ControlPlane {
  readonly abilities: Abilities

  readiness(signal?: AbortSignal): Promise<HealthReady>
  me(signal?: AbortSignal): Promise<Me>

  listContracts(tenant: string, filter: ContractFilter, signal?: AbortSignal): Promise<ContractList>
  getContract(id: string, signal?: AbortSignal): Promise<Contract>
  createContract(contract: NewContract, once: Once): Promise<Contract>
  updateContract(id: string, patch: ContractPatch, based: Based): Promise<Contract>
  /** @param force also revokes its live subscriptions */
  deleteContract(id: string, based: Based & { force?: boolean }): Promise<void>
  moveContract(id: string, step: ContractStep, based: Based): Promise<Contract>
  getContractOpenapi(id: string, signal?: AbortSignal): Promise<Record<string, unknown>>
  putContractOpenapi(id: string, document: Record<string, unknown>, based: Based): Promise<void>

  listPolicies(tenant: string, filter: PolicyFilter, signal?: AbortSignal): Promise<PolicyList>
  getPolicy(id: string, signal?: AbortSignal): Promise<Policy>
  createPolicy(policy: NewPolicy, once: Once): Promise<Policy>
  updatePolicy(id: string, patch: PolicyPatch, based: Based): Promise<Policy>
  deletePolicy(id: string, based: Based): Promise<void>
  listPolicyBindings(id: string, page: PageFilter, signal?: AbortSignal): Promise<PolicyBindingList>
  createPolicyBinding(binding: NewPolicyBinding, once: Once): Promise<PolicyBinding>
  deletePolicyBinding(id: string): Promise<void>
  effectivePolicies(
    contractId: string,
    consumerId: string | undefined,
    signal?: AbortSignal,
  ): Promise<EffectivePolicies>

  listConsumers(tenant: string, filter: ConsumerFilter, signal?: AbortSignal): Promise<ConsumerList>
  getConsumer(tenant: string, id: string, signal?: AbortSignal): Promise<Consumer>
  createConsumer(tenant: string, consumer: NewConsumer, once: Once): Promise<Consumer>
  updateConsumer(tenant: string, id: string, patch: ConsumerPatch, based: Based): Promise<Consumer>
  deleteConsumer(tenant: string, id: string, based: Based): Promise<void>
  moveConsumer(tenant: string, id: string, step: ConsumerStep, reason?: string): Promise<Consumer>

  listSubscriptions(
    tenant: string,
    filter: SubscriptionFilter,
    signal?: AbortSignal,
  ): Promise<SubscriptionList>
  getSubscription(id: string, signal?: AbortSignal): Promise<Subscription>
  /** The only answer that carries the key: its mutation needs `gcTime: 0` and `reset()` (security.md T7). */
  createSubscription(subscription: NewSubscription, once: Once): Promise<IssuedSubscription>
  /** @param reason required for `reject` */
  moveSubscription(id: string, step: SubscriptionStep, reason?: string): Promise<Subscription>
  /** Carries the new key, once; see {@link ControlPlane.createSubscription}. */
  rotateKey(id: string, rotation: Rotation, once: Once): Promise<RotatedKey>

  listPlans(tenant: string, filter: PlanFilter, signal?: AbortSignal): Promise<PlanList>
  getPlan(tenant: string, id: string, signal?: AbortSignal): Promise<Plan>
  createPlan(tenant: string, plan: NewPlan, once: Once): Promise<Plan>
  updatePlan(tenant: string, id: string, patch: PlanPatch, based: Based): Promise<Plan>
  deletePlan(tenant: string, id: string, based: Based): Promise<void>

  /** Answers without a session, too. */
  listPortalApis(filter: PortalApiFilter, signal?: AbortSignal): Promise<PortalApiList>
  getPortalApi(id: string, signal?: AbortSignal): Promise<PortalApiDetail>

  /** Prometheus' own answers, limited by the Control Plane to what the caller may see. */
  queryMetrics(question: InstantQuestion, signal?: AbortSignal): Promise<PrometheusAnswer>
  queryMetricsRange(question: RangeQuestion, signal?: AbortSignal): Promise<PrometheusAnswer>
  metricAlerts(signal?: AbortSignal): Promise<PrometheusAnswer>
  metricTargets(signal?: AbortSignal): Promise<PrometheusAnswer>
}
