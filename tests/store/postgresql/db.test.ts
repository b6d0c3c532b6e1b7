// What only a server shows: connections that an administrator ends, and several starters at once.
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '../../../server/store/db.ts'
import { migrate, migrationsAtHead } from '../../../server/store/migrate.ts'
import { inTransaction } from '../../../server/store/retry.ts'
import { testDatabase } from '../../support/database.ts'

let db: Database
beforeAll(async () => {
  db = await testDatabase()
})
afterAll(() => db.close())

test('a transaction outlasts an administrator who ends its connections', async () => {
  await db.knex.raw('create table thing (id int primary key)')
  const ids = Array.from({ length: 20 }, (_, i) => i)
  const admin = new pg.Client({ connectionString: process.env['TEST_DATABASE_URL'] })
  await admin.connect()
  try {
    for (const id of ids) {
      const work = inTransaction(db.knex, async (trx) => {
        await trx('thing').insert({ id }).onConflict().ignore()
        await trx.raw('select pg_sleep(?)', [Math.random() / 50])
      })
      const end = `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'violence-hotspots'`
      await Promise.all([work, admin.query(end)])
    }
  } finally {
    await admin.end()
  }
  expect(await db.knex('thing').orderBy('id').pluck<number[]>('id')).toEqual(ids)
})

// The embedded database has one process, and that process migrates once: its directory lock is the exclusion.
test('four starters at once migrate one after the other', async () => {
  await Promise.all(Array.from({ length: 4 }, () => migrate(db)))
  expect(await migrationsAtHead(db)).toBe(true)
})
