/**
 * A test alert takes the way of a real one: into Alertmanager, out to its receiver. Only the receiver's own delivery makes it
 * `received`. The receiver's address, `POST /internal/alerts`, is for Alertmanager and not in the contract.
 */
import { v7 as uuid } from 'uuid'

import type { TestAlert } from '../../../contract/contract.gen.ts'
import type { Api, Call } from '../core/calls.ts'
import type { TestAlertsTable } from '../core/database/schema.ts'
import type { Services } from '../core/services.ts'
import type { AlertmanagerClient } from './alertmanager-client.ts'

import { ownTenant } from '../core/access.ts'
import { created, ok } from '../core/answers.ts'
import { textOf } from '../core/instants.ts'
import { parseJson, readText } from '../core/json-body.ts'
import { inTenants } from '../core/listing.ts'
import { Refusal, notFound } from '../core/problems.ts'
import { AlertmanagerFailure } from './alertmanager-client.ts'
import type { DeliveredTest } from './webhook.ts'
import { TEST_ALERT_NAME, TEST_ID_LABEL, isBearer, testsIn } from './webhook.ts'

/** Alertmanager forgets it after this; long enough for its group wait and a retry of the delivery. */
const LIFE_MS = 5 * 60_000
/** A test alert is committed within this time, or was never written. */
const COMMIT_LIMIT_MS = 30_000

/** @param alertmanager null where none is configured */
export function registerAlerts(
  api: Api,
  services: Services,
  alertmanager: AlertmanagerClient | null,
): void {
  api.implement('createTestAlert', (call) => sendTest(call, alertmanager))
  api.implement('getTestAlert', async ({ db, path, principal }) => {
    const row = await db
      .selectFrom('test_alerts')
      .selectAll()
      .where('id', '=', path.id)
      .where(inTenants('tenant_id', principal.tenants))
      .executeTakeFirst()
    if (!row) throw notFound('test alert')
    return ok(shown(row))
  })
  api.internal('POST', '/internal/alerts', (request) => receive(services, request))
}

async function sendTest(call: Call<'createTestAlert'>, alertmanager: AlertmanagerClient | null) {
  if (!alertmanager)
    throw new Refusal(
      502,
      'No Alertmanager is configured here. Set ALERTMANAGER_URL and start again.',
    )
  // Asked before the transaction: while that is open the embedded database serves nobody else.
  await refusing(() => alertmanager.requireReady('so no test alert was sent'))
  const { principal, requestId, query } = call
  const home = principal.tenantId ?? principal.tenants[0] ?? ''
  const tenant = ownTenant(principal, query.tenant_id ?? home)
  return call.write(async (tx) => {
    const row = { id: uuid(), tenant_id: tenant, sent_at: tx.now, received_at: null }
    await tx.db.insertInto('test_alerts').values(row).execute()
    tx.audit({
      tenant_id: tenant,
      action: 'test-alert',
      resource_type: 'alert',
      resource_id: row.id,
      resource_name: TEST_ALERT_NAME,
      before: null,
      after: null,
    })
    // Last, so that nothing is sent that is not written; a failure of it undoes the row. A delivery that is faster than the
    // commit is answered 503 by the receiver, and Alertmanager delivers it again.
    await post(alertmanager, row, requestId)
    return created(shown(row), { location: `/v1/admin/alerts/test/${row.id}` })
  })
}

async function post(
  alertmanager: AlertmanagerClient,
  row: TestAlertsTable,
  requestId: string,
): Promise<void> {
  const alert = {
    labels: {
      alertname: TEST_ALERT_NAME,
      severity: 'info',
      tenant: row.tenant_id,
      [TEST_ID_LABEL]: row.id,
    },
    annotations: { summary: 'A test of the way that alerts take. Nothing is wrong.' },
    startsAt: row.sent_at.toISOString(),
    endsAt: new Date(row.sent_at.getTime() + LIFE_MS).toISOString(),
  }
  await refusing(() => alertmanager.post(alert, requestId))
}

async function refusing(ask: () => Promise<void>): Promise<void> {
  try {
    await ask()
  } catch (error) {
    throw error instanceof AlertmanagerFailure ? new Refusal(502, error.message) : error
  }
}

async function receive({ db, environment, log }: Services, request: Request): Promise<Response> {
  const { webhookToken } = environment
  if (webhookToken === undefined || !isBearer(request.headers.get('authorization'), webhookToken))
    throw new Refusal(401, 'The webhook token is missing or wrong.', {
      headers: { 'WWW-Authenticate': 'Bearer realm="stoa-alerts"' },
    })
  const receivedAt = new Date()
  const tests = testsIn(parseJson(await readText(request)))
  for (const test of tests) await markReceived(db, test, receivedAt)
  log.info({ test_alerts: tests.length }, 'alerts were delivered')
  return Response.json({ received: tests.length })
}

/** @throws 503 for a test that may not be committed yet: Alertmanager then delivers it again */
async function markReceived(
  db: Services['db'],
  { id, startedAt }: DeliveredTest,
  at: Date,
): Promise<void> {
  const row = await db
    .selectFrom('test_alerts')
    .select('id')
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) {
    // An older one is another database's, and asking for it again would hold up the group's other alerts.
    if (startedAt && at.getTime() - startedAt.getTime() > COMMIT_LIMIT_MS) return
    throw new Refusal(503, 'This test alert is not known yet.', { headers: { 'Retry-After': '1' } })
  }
  // The first delivery counts.
  await db
    .updateTable('test_alerts')
    .set({ received_at: at })
    .where('id', '=', id)
    .where('received_at', 'is', null)
    .execute()
}

function shown(row: TestAlertsTable): TestAlert {
  return {
    id: row.id,
    state: row.received_at ? 'received' : 'sent',
    sent_at: textOf(row.sent_at),
    received_at: textOf(row.received_at),
    latency_ms: row.received_at ? row.received_at.getTime() - row.sent_at.getTime() : null,
  }
}
