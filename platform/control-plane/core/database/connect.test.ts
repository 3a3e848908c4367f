import { sql } from 'kysely'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { databaseImage } from '../../test/database-image.ts'
import { openDatabase } from './connect.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stoa-database-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const TENANT = { id: 'kept', name: 'Kept', created_at: new Date('2026-11-24T10:00:00.123Z') }

describe('the embedded database', () => {
  it('keeps its data, refuses a second opener, and is given free by close', async () => {
    const first = await openDatabase({ folder })
    await first.db.insertInto('tenants').values(TENANT).execute()
    await expect(openDatabase({ folder })).rejects.toThrow(`in use by the process ${process.pid}`)
    await first.close()
    expect(readdirSync(folder)).toEqual(['pglite'])
    const second = await openDatabase({ folder })
    expect(await second.db.selectFrom('tenants').selectAll().execute()).toEqual([TENANT])
    await second.close()
  })

  it('is made anew when the making was killed half way', async () => {
    mkdirSync(join(folder, 'pglite.new'))
    writeFileSync(join(folder, 'pglite.new', 'PG_VERSION'), '18')
    const { db, close } = await openDatabase({ folder })
    expect(await db.selectFrom('tenants').selectAll().execute()).toEqual([])
    await close()
    expect(readdirSync(folder)).toEqual(['pglite'])
  })

  it('gives one transaction at a time the connection, and undoes what a transaction threw', async () => {
    const { db, close } = await openDatabase({ image: await databaseImage() })
    const order: string[] = []
    const slow = db.transaction().execute(async (tx) => {
      order.push('first begins')
      await sql`select pg_sleep(0.05)`.execute(tx)
      await tx.insertInto('tenants').values(TENANT).execute()
      order.push('first ends')
      throw new Error('undone')
    })
    const next = db.selectFrom('tenants').select('id').execute()
    await expect(slow).rejects.toThrow('undone')
    expect(await next).toEqual([])
    expect(order).toEqual(['first begins', 'first ends'])
    await close()
  })

  it('tells faults as PostgreSQL does', async () => {
    const { db, close } = await openDatabase({ image: await databaseImage() })
    await db.insertInto('tenants').values(TENANT).execute()
    const again = db.insertInto('tenants').values(TENANT).execute()
    await expect(again).rejects.toMatchObject({ code: '23505', constraint: 'tenants_pkey' })
    await close()
    await expect(db.selectFrom('tenants').selectAll().execute()).rejects.toThrow(/destroyed|ended/)
  })
})
