/**
 * What the console asks of a Control Plane, whichever dialect it speaks. Pages reach it through `src/api/<resource>.ts`.
 * Every operation throws a Failure; every read takes the signal of its query.
 */

import type {
  AuditChain,
  AuditList,
  AccessList,
  BulkResult,
  Consumer,
  ConsumerList,
  ConsumerPatch,
  Contract,
  ContractList,
  ContractPatch,
  Deprecation,
  EffectivePolicies,
  FetchedOpenapi,
  GatewayState,
  IssuedSubscription,
  LogPage,
  Lookup,
  LookupQuestion,
  Me,
  NewConsumer,
  NewContract,
  NewPlan,
  NewPolicy,
  NewPolicyBinding,
  NewSilence,
  NewSubscription,
  Onboarding,
  OnboardingUpdate,
  operations,
  Plan,
  PlanList,
  PlanPatch,
  Policy,
  PolicyBinding,
  PolicyBindingList,
  PolicyEnforcement,
  PolicyImpact,
  PolicyList,
  PolicyPatch,
  Portal,
  PortalApiDetail,
  PortalApiList,
  PortalFunnel,
  PortalProfile,
  PortalUsage,
  NewPortalSubscription,
  PrometheusAnswer,
  ReadinessReport,
  RotatedKey,
  Rotation,
  Silence,
  SilenceList,
  Subscription,
  SubscriptionList,
  TestAlert,
} from '#contract/contract.gen'

/** The query of an operation, where `undefined` and `''` mean "not asked for"; the tenant is said once, beside it. */
type Filter<Operation extends keyof operations> = Loose<
  Omit<NonNullable<operations[Operation]['parameters']['query']>, 'tenant' | 'tenant_id'>
>
type Loose<T> = { [K in keyof T]?: T[K] | undefined }

export type ContractFilter = Filter<'listContracts'>
export type PolicyFilter = Filter<'listPolicies'>
export type ImpactQuestion = Filter<'getPolicyImpact'>
export type PageFilter = Filter<'listPolicyBindings'>
export type ConsumerFilter = Filter<'listConsumers'>
export type ConsumerExportFilter = Filter<'exportConsumers'>
export type AccessFilter = Filter<'listAccess'> & { api_id: string[] }
export type AccessExportFilter = Filter<'exportAccess'>
export type SubscriptionFilter = Filter<'listSubscriptions'>
export type PlanFilter = Filter<'listPlans'>
export type AuditFilter = Filter<'listAudit'>
/** Everybody's, or those of one tenant. */
export type PortalApiFilter = Filter<'listPortalApis'> & { tenant?: string }
export type OwnSubscriptionFilter = Filter<'listPortalSubscriptions'>
export type LogFilter = Filter<'listLogs'>

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

/** What the console counts on its first page. */
export type Counted = 'contracts' | 'policies' | 'consumers' | 'subscriptions'

/** What a first page asks, of the console or of the portal: apart from the rest, so that it is loaded without the rest. */
export interface FirstPage {
  me(signal?: AbortSignal): Promise<Me>
  /** How many of them the tenant has, over all pages. */
  total(counted: Counted, tenant: string, signal?: AbortSignal): Promise<number>
  /** Answers without a session, too; and so does {@link listPortalApis}. */
  portal(signal?: AbortSignal): Promise<Portal>
  listPortalApis(filter: PortalApiFilter, signal?: AbortSignal): Promise<PortalApiList>
}

/** The developer's own door. But for the API nothing of it shows what is not the caller's own. */
export interface DeveloperPortal {
  /** Answers without a session, too. */
  getPortalApi(id: string, signal?: AbortSignal): Promise<PortalApiDetail>
  /** Null before it is complete. */
  getProfile(signal?: AbortSignal): Promise<Consumer | null>
  saveProfile(profile: PortalProfile): Promise<Consumer>
  listOwnSubscriptions(
    filter: OwnSubscriptionFilter,
    signal?: AbortSignal,
  ): Promise<SubscriptionList>
  subscribe(order: NewPortalSubscription, once: Once): Promise<IssuedSubscription>
  /** Also the way to the first key of a subscription that was approved. */
  rotateOwnKey(id: string, graceHours: number, once: Once): Promise<RotatedKey>
  revokeOwn(id: string, reason: string | undefined): Promise<Subscription>
  getOwnUsage(span: { from: string; to: string }, signal?: AbortSignal): Promise<PortalUsage>
}

export interface ControlPlane extends DeveloperPortal {
  /** How many developers of a tenant came how far. */
  getPortalFunnel(tenant: string, signal?: AbortSignal): Promise<PortalFunnel>
  readonly abilities: Abilities

  listContracts(tenant: string, filter: ContractFilter, signal?: AbortSignal): Promise<ContractList>
  getContract(id: string, signal?: AbortSignal): Promise<Contract>
  createContract(contract: NewContract, once: Once): Promise<Contract>
  updateContract(id: string, patch: ContractPatch, based: Based): Promise<Contract>
  /** @param force also revokes its live subscriptions */
  deleteContract(id: string, based: Based & { force?: boolean }): Promise<void>
  moveContract(id: string, step: ContractStep, based: Based): Promise<Contract>
  getContractOpenapi(id: string, signal?: AbortSignal): Promise<Record<string, unknown>>
  putContractOpenapi(id: string, document: Record<string, unknown>, based: Based): Promise<void>
  deleteContractOpenapi(id: string, based: Based): Promise<void>
  /** The text at a public address, which the page itself may not call; nothing is stored. */
  fetchOpenapi(url: string): Promise<FetchedOpenapi>

  listPolicies(tenant: string, filter: PolicyFilter, signal?: AbortSignal): Promise<PolicyList>
  getPolicy(id: string, signal?: AbortSignal): Promise<Policy>
  createPolicy(policy: NewPolicy, once: Once): Promise<Policy>
  updatePolicy(id: string, patch: PolicyPatch, based: Based): Promise<Policy>
  deletePolicy(id: string, based: Based): Promise<void>
  listPolicyBindings(id: string, page: PageFilter, signal?: AbortSignal): Promise<PolicyBindingList>
  /** What a policy reaches, and what a change of it would change; nothing is changed. */
  policyImpact(id: string, question: ImpactQuestion, signal?: AbortSignal): Promise<PolicyImpact>
  /** What the gateway itself says that it holds of a policy, asked now. */
  policyEnforcement(id: string, signal?: AbortSignal): Promise<PolicyEnforcement>
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

  /** CSV, as text: every consumer that the filter finds. */
  exportConsumers(tenant: string, filter: ConsumerExportFilter): Promise<string>
  /** @param csv with a header; its lines are what the result's rows count */
  importConsumers(tenant: string, csv: string, once: Once): Promise<BulkResult>
  /** One row a consumer, with its live subscriptions to these APIs. */
  listAccess(tenant: string, filter: AccessFilter, signal?: AbortSignal): Promise<AccessList>
  exportAccess(tenant: string, filter: AccessExportFilter): Promise<string>
  /** From what a locked-out caller can tell to what is known; a key goes as its SHA-256 only. */
  lookUp(tenant: string, question: LookupQuestion, signal?: AbortSignal): Promise<Lookup>

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
  /** Ends the grace period of the key before the present one. */
  revokeOldKey(id: string): Promise<Subscription>

  listPlans(tenant: string, filter: PlanFilter, signal?: AbortSignal): Promise<PlanList>
  getPlan(tenant: string, id: string, signal?: AbortSignal): Promise<Plan>
  createPlan(tenant: string, plan: NewPlan, once: Once): Promise<Plan>
  updatePlan(tenant: string, id: string, patch: PlanPatch, based: Based): Promise<Plan>
  deletePlan(tenant: string, id: string, based: Based): Promise<void>

  /** Who changed what, newest first. */
  listAudit(tenant: string, filter: AuditFilter, signal?: AbortSignal): Promise<AuditList>
  /** All rows that the filter finds, as text in that format. */
  exportAudit(tenant: string, format: 'csv' | 'json', filter: AuditFilter): Promise<string>
  /** Reads the whole trail: is every row as it was written? */
  checkAudit(tenant: string, signal?: AbortSignal): Promise<AuditChain>

  /** The gateway's access log, newest first; an answer may be short of its limit and yet have a next one. */
  listLogs(tenant: string, filter: LogFilter, signal?: AbortSignal): Promise<LogPage>
  /** The log as it grows: server-sent events, until the signal or the server ends it. */
  followLogs(
    tenant: string,
    filter: LogFilter,
    signal: AbortSignal,
  ): Promise<ReadableStream<Uint8Array>>

  /** Prometheus' own answers, limited by the Control Plane to what the caller may see. */
  queryMetrics(question: InstantQuestion, signal?: AbortSignal): Promise<PrometheusAnswer>
  queryMetricsRange(question: RangeQuestion, signal?: AbortSignal): Promise<PrometheusAnswer>
  metricAlerts(signal?: AbortSignal): Promise<PrometheusAnswer>
  metricTargets(signal?: AbortSignal): Promise<PrometheusAnswer>
  /** Rules that Prometheus has loaded, and their state. */
  metricRules(signal?: AbortSignal): Promise<PrometheusAnswer>
  /** @param match a selector that the series fit; all that the caller may see without one */
  metricLabels(match?: string, signal?: AbortSignal): Promise<PrometheusAnswer>
  metricLabelValues(label: string, match?: string, signal?: AbortSignal): Promise<PrometheusAnswer>
  metricSeries(match: string, signal?: AbortSignal): Promise<PrometheusAnswer>
  metricMetadata(signal?: AbortSignal): Promise<PrometheusAnswer>
  /** Names of metrics with series that fit a selector. @param start seconds since 1970 from which on they are looked for */
  metricNames(match: string, start: number, signal?: AbortSignal): Promise<PrometheusAnswer>

  /** Which version of the configuration the gateway holds; asked of the gateway at this moment. */
  gatewayState(signal?: AbortSignal): Promise<GatewayState>

  /** The production checks that only a server can make. */
  readinessChecks(tenant: string, signal?: AbortSignal): Promise<ReadinessReport>
  /** Sends one test alert the way of a real one. */
  createTestAlert(tenant: string, once: Once): Promise<TestAlert>
  /** Whether the receiver has got it, and after how long. */
  getTestAlert(id: string, signal?: AbortSignal): Promise<TestAlert>
  /** What Alertmanager holds that concerns the tenant: its own silences and the platform's. */
  listSilences(tenant: string, signal?: AbortSignal): Promise<SilenceList>
  /** The answer is what Alertmanager holds of it. */
  createSilence(silence: NewSilence, once: Once): Promise<Silence>
  expireSilence(id: string): Promise<void>
  /** What the team has vouched for or kept as evidence, by step. */
  getOnboarding(tenant: string, signal?: AbortSignal): Promise<Onboarding>
  /** Replaces the steps that the change names; null forgets a step. */
  putOnboarding(tenant: string, change: OnboardingUpdate, based: Based): Promise<Onboarding>
}
