/**
 * Who may do what. Decided here, by the server; the console only mirrors it from GET /v1/me. Every operation of the contract
 * has a line in ACCESS: a new one without a line does not compile.
 */
import type { Permission, operations } from '../../../contract/contract.gen.ts'
import { Refusal } from './problems.ts'

export type OperationId = keyof operations

/** `public`: no token asked for. `signed-in`: any valid token, the handler limits it to the caller's own things. */
export type Access = Permission | 'public' | 'signed-in'

export const ACCESS: Record<OperationId, Access> = {
  getHealth: 'public',
  getReadiness: 'public',
  getContractDocument: 'public',
  getMe: 'signed-in',
  listContracts: 'contracts:read',
  createContract: 'contracts:write',
  getContract: 'contracts:read',
  updateContract: 'contracts:write',
  deleteContract: 'contracts:write',
  publishContract: 'contracts:write',
  deprecateContract: 'contracts:write',
  retireContract: 'contracts:write',
  getContractOpenapi: 'contracts:read',
  putContractOpenapi: 'contracts:write',
  deleteContractOpenapi: 'contracts:write',
  fetchOpenapi: 'contracts:write',
  listPolicies: 'policies:read',
  createPolicy: 'policies:write',
  getEffectivePolicies: 'policies:read',
  createPolicyBinding: 'policies:write',
  deletePolicyBinding: 'policies:write',
  getPolicy: 'policies:read',
  updatePolicy: 'policies:write',
  deletePolicy: 'policies:write',
  listPolicyBindings: 'policies:read',
  getPolicyImpact: 'policies:read',
  getPolicyEnforcement: 'policies:read',
  listConsumers: 'consumers:read',
  createConsumer: 'consumers:write',
  importConsumers: 'consumers:write',
  exportConsumers: 'consumers:read',
  listAccess: 'subscriptions:read',
  exportAccess: 'subscriptions:read',
  lookUpAccess: 'subscriptions:read',
  getConsumer: 'consumers:read',
  updateConsumer: 'consumers:write',
  deleteConsumer: 'consumers:write',
  suspendConsumer: 'consumers:write',
  activateConsumer: 'consumers:write',
  blockConsumer: 'consumers:write',
  createSubscription: 'subscriptions:write',
  listSubscriptions: 'subscriptions:read',
  getSubscription: 'subscriptions:read',
  approveSubscription: 'subscriptions:write',
  rejectSubscription: 'subscriptions:write',
  suspendSubscription: 'subscriptions:write',
  reactivateSubscription: 'subscriptions:write',
  revokeSubscription: 'subscriptions:write',
  rotateSubscriptionKey: 'subscriptions:write',
  revokeOldSubscriptionKey: 'subscriptions:write',
  listPlans: 'plans:read',
  createPlan: 'plans:write',
  getPlan: 'plans:read',
  updatePlan: 'plans:write',
  deletePlan: 'plans:write',
  getPortal: 'public',
  getPortalFunnel: 'consumers:read',
  listPortalApis: 'public',
  getPortalApi: 'public',
  getPortalMe: 'signed-in',
  putPortalMe: 'signed-in',
  listPortalSubscriptions: 'signed-in',
  createPortalSubscription: 'signed-in',
  rotatePortalSubscriptionKey: 'signed-in',
  revokePortalSubscription: 'signed-in',
  getPortalUsage: 'signed-in',
  listAudit: 'audit:read',
  exportAudit: 'audit:read',
  exportAuditJson: 'audit:read',
  checkAuditChain: 'audit:read',
  queryMetrics: 'metrics:read',
  queryMetricsRange: 'metrics:read',
  listMetricSeries: 'metrics:read',
  listMetricLabels: 'metrics:read',
  listMetricLabelValues: 'metrics:read',
  getMetricMetadata: 'metrics:read',
  listMetricRules: 'metrics:read',
  listMetricAlerts: 'metrics:read',
  listMetricTargets: 'metrics:read',
  listLogs: 'logs:read',
  getGatewayState: 'readiness:read',
  getReadinessChecks: 'readiness:read',
  createTestAlert: 'alerts:test',
  getTestAlert: 'alerts:test',
  listSilences: 'metrics:read',
  createSilence: 'alerts:silence',
  expireSilence: 'alerts:silence',
  getOnboarding: 'onboarding:read',
  putOnboarding: 'onboarding:write',
}

const READ: Permission[] = [
  'contracts:read',
  'policies:read',
  'consumers:read',
  'subscriptions:read',
  'plans:read',
  'audit:read',
  'metrics:read',
  'logs:read',
  'readiness:read',
  'onboarding:read',
]
const DEVOPS: Permission[] = [...READ, 'contracts:write', 'policies:write']
const ALL: Permission[] = [
  ...DEVOPS,
  'consumers:write',
  'subscriptions:write',
  'plans:write',
  'alerts:test',
  'alerts:silence',
  'onboarding:write',
]

/** Platform administrators: every tenant. */
export const PLATFORM_ROLE = 'cpi-admin'

/** Weakest first, as a 403 lists them. */
const ROLES: [role: string, permissions: readonly Permission[]][] = [
  ['viewer', READ],
  ['devops', DEVOPS],
  ['tenant-admin', ALL],
  [PLATFORM_ROLE, ALL],
]

/** The caller, as its token says. */
export interface Principal {
  sub: string
  /** For the audit trail: the login name, else the subject. */
  name: string
  fullName: string | null
  email: string | null
  isEmailVerified: boolean
  /** Roles of ours, in the order of ROLES; others are not looked at. */
  roles: string[]
  permissions: ReadonlySet<Permission>
  /** Claim `tenant_id`, when it names a tenant that exists. */
  tenantId: string | null
  /** The tenants whose objects the caller may see; every query is limited to them. */
  tenants: readonly string[]
  isPlatformAdmin: boolean
}

/** The roles among these that are ours. */
export function knownRoles(roles: readonly string[]): string[] {
  return ROLES.filter(([role]) => roles.includes(role)).map(([role]) => role)
}

/** All that these roles allow. */
export function permissionsOf(roles: readonly string[]): Set<Permission> {
  return new Set(ROLES.filter(([role]) => roles.includes(role)).flatMap(([, granted]) => granted))
}

/** The permissions in the contract's order, as GET /v1/me lists them. */
export function sortedPermissions(granted: ReadonlySet<Permission>): Permission[] {
  return ALL.filter((permission) => granted.has(permission))
}

/** @throws 403 that names the action, the roles that may, and the caller's own */
export function requirePermission(principal: Principal, permission: Permission): void {
  if (principal.permissions.has(permission)) return
  const may = ROLES.filter(([, granted]) => granted.includes(permission)).map(([role]) => role)
  const own = principal.roles.length > 0 ? principal.roles.join(', ') : 'none'
  throw new Refusal(
    403,
    `The action ${permission} needs one of the roles ${may.join(', ')}; your roles: ${own}.`,
    { required_roles: may },
  )
}

/**
 * The tenant that a path or body names, when the caller may see it.
 * @throws 404 otherwise: whether another tenant exists is not told
 */
export function ownTenant(principal: Principal, tenant: string): string {
  if (principal.tenants.includes(tenant)) return tenant
  throw new Refusal(404, 'There is no such tenant.')
}

/** The tenants that a list covers: the one asked for, else all that the caller may see. @throws 404 */
export function tenantsOf(principal: Principal, asked: string | undefined): readonly string[] {
  return asked === undefined ? principal.tenants : [ownTenant(principal, asked)]
}
