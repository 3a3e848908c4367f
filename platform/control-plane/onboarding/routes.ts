/** `/v1/onboarding/{tenant}`: what the admins of a tenant have attested or kept as evidence, by step, with who and when. */
import type { Transaction } from 'kysely'

import type { Onboarding, OnboardingStep } from '../../../contract/contract.gen.ts'
import type { Api, Call } from '../core/calls.ts'
import type { Database } from '../core/database/connect.ts'
import type { Tables } from '../core/database/schema.ts'

import { ownTenant } from '../core/access.ts'
import { ok } from '../core/answers.ts'
import { etagOf, requireMatch } from '../core/etag.ts'
import { instantFrom } from '../core/instants.ts'
import { invalid } from '../core/problems.ts'

type Steps = Record<string, OnboardingStep>

interface Kept {
  steps: Steps
  /** 0 before the first step is kept. */
  version: number
}

/** All steps of a tenant: the wizard has a few dozen. */
const MAX_STEPS = 200

export function registerOnboarding(api: Api): void {
  api.implement('getOnboarding', async ({ db, path, principal }) => {
    const tenant = ownTenant(principal, path.tenant)
    return answer(tenant, await keptOf(db, tenant))
  })
  api.implement('putOnboarding', (call) => put(call))
}

function put(call: Call<'putOnboarding'>) {
  const tenant = ownTenant(call.principal, call.path.tenant)
  return call.write(async (tx) => {
    await makeRow(tx.db, tenant)
    const kept = await keptOf(tx.db, tenant, 'for update')
    requireMatch(call.headers['If-Match'], kept.version)
    const next = {
      steps: changedSteps(kept.steps, call, tx.now),
      version: kept.version + 1,
    }
    await tx.db
      .updateTable('onboarding')
      .set({ steps: JSON.stringify(next.steps), version: next.version })
      .where('tenant_id', '=', tenant)
      .execute()
    tx.audit({
      tenant_id: tenant,
      action: 'update',
      resource_type: 'onboarding',
      resource_id: tenant,
      resource_name: Object.keys(call.body.steps).join(', ').slice(0, 255),
      before: only(kept.steps, call.body.steps),
      after: only(next.steps, call.body.steps),
    })
    return answer(tenant, next)
  })
}

/** @throws 422 when there would be too many steps, or a time cannot be kept */
function changedSteps(steps: Steps, { body, principal }: Call<'putOnboarding'>, now: Date): Steps {
  const changed = new Map(Object.entries(steps))
  for (const [name, step] of Object.entries(body.steps)) {
    if (step === null) {
      changed.delete(name)
      continue
    }
    const until = step.valid_until ?? null
    changed.set(name, {
      kind: step.kind,
      evidence: step.evidence,
      valid_until:
        until === null ? null : instantFrom(until, `/steps/${name}/valid_until`).toISOString(),
      by: principal.name,
      at: now.toISOString(),
    })
  }
  if (changed.size > MAX_STEPS)
    throw invalid({ pointer: '/steps', detail: `A tenant may keep at most ${MAX_STEPS} steps.` })
  return Object.fromEntries(changed)
}

async function makeRow(db: Transaction<Tables>, tenant: string): Promise<void> {
  await db
    .insertInto('onboarding')
    .values({ tenant_id: tenant, steps: '{}', version: 0 })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

async function keptOf(
  db: Database | Transaction<Tables>,
  tenant: string,
  lock?: 'for update',
): Promise<Kept> {
  const query = db
    .selectFrom('onboarding')
    .select(['steps', 'version'])
    .where('tenant_id', '=', tenant)
  const row = await (lock ? query.forUpdate() : query).executeTakeFirst()
  // Written by `put` above and by nothing else.
  return row ? { steps: row.steps as Steps, version: row.version } : { steps: {}, version: 0 }
}

function only(steps: Steps, names: object): Steps {
  return Object.fromEntries(Object.entries(steps).filter(([name]) => Object.hasOwn(names, name)))
}

function answer(tenant: string, { steps, version }: Kept) {
  const body: Onboarding = { tenant_id: tenant, steps, etag: etagOf(version) }
  return ok(body, { etag: body.etag })
}
