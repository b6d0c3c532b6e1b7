// What every part of the service relies on, on both engines: after a failed query the next answer is right, values arrive in the
// agreed types, and a transaction is all or nothing.

import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isConnectionLost, isDatabaseDown, openDatabase, type Database } from '../../server/store/db.ts'
import { migrate, migrateDown, migrationsAtHead } from '../../server/store/migrate.ts'
import { inTransaction } from '../../server/store/retry.ts'
import { quiet, testDatabase } from '../support/database.ts'

let db: Database
const trials = 20

beforeAll(async () => {
  db = await testDatabase()
  await db.knex.raw('create table thing (id int primary key, name text)')
  await db.knex('thing').insert({ id: 1, name: 'one' })
})
afterAll(() => db.close())

/** A client beside the pool, as another process would have. */
async function withClient<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(db.supervisor ? db.supervisor.connection : { connectionString: process.env['TEST_DATABASE_URL'] })
  client.on('error', () => {})
  await client.connect()
  try {
    await client.query(`set search_path to "${db.schema ?? 'public'}", public`)
    return await work(client)
  } finally {
    await client.end()
  }
}

const count = async () => Number((await db.knex('thing').count({ n: '*' }))[0]!['n'])

describe('after a failed query the next answer is right', () => {
  const duplicate = (client: pg.Client) => client.query('insert into thing values ($1, $2)', [1, 'again'])
  const failing: Record<string, (client: pg.Client) => Promise<unknown>> = {
    'simple protocol': (client) => client.query('select 1/0'),
    'duplicate key with parameters': duplicate,
    'division by zero with parameters': (client) => client.query('select $1::int / 0', [1]),
    'unknown table with parameters': (client) => client.query('select * from nowhere where id = $1', [1]),
    'error in a transaction, rollback': async (client) => {
      await client.query('begin')
      const error: unknown = await duplicate(client).catch((caught: unknown) => caught)
      await client.query('rollback')
      throw error
    },
    'error in a savepoint, go on, commit': async (client) => {
      await client.query('begin')
      await client.query('savepoint s')
      const error: unknown = await duplicate(client).catch((caught: unknown) => caught)
      await client.query('rollback to savepoint s')
      expect((await client.query('select $1::int as n', [7])).rows).toEqual([{ n: 7 }])
      await client.query('commit')
      throw error
    },
  }
  test.each(Object.entries(failing))('%s', async (_name, fail) => {
    for (let trial = 0; trial < trials; trial++) {
      await withClient(async (client) => {
        await expect(fail(client)).rejects.toMatchObject({ code: expect.stringMatching(/^(22012|23505|42P01)$/) as string })
        expect((await client.query('select $1::int as n', [trial])).rows).toEqual([{ n: trial }])
        expect((await client.query('select name from thing where id = $1', [1])).rows).toEqual([{ name: 'one' }])
      })
    }
  })
})

test('dates, times and wide integers arrive as PostgreSQL writes them, in UTC', async () => {
  const { rows } = await db.knex.raw<{ rows: unknown[] }>(
    `select '2026-03-29'::date as day, '2026-03-29 01:30'::timestamp as wall, '2026-07-01 12:00+01'::timestamptz as at,
       623745838420000000::int8 as cell, array['2026-03-29'::date] as days, array[1::int8] as cells`,
  )
  expect(rows[0]).toEqual({
    day: '2026-03-29',
    wall: '2026-03-29 01:30:00',
    at: '2026-07-01 11:00:00+00',
    cell: '623745838420000000',
    days: ['2026-03-29'],
    cells: ['1'],
  })
  const sent = await db.knex.raw<{ rows: { day: string }[] }>('select ?::date as day', [new Date('2026-06-30T23:30:00Z')])
  expect(sent.rows[0]!.day).toBe('2026-06-30')
})

test('an error says nothing of the values in the query', async () => {
  const error: unknown = await db.knex('thing').insert({ id: 1, name: 'Jane Doe' }).catch((caught: unknown) => caught)
  expect((error as Error).message).toContain('duplicate key')
  expect((error as Error).message).not.toContain('Jane Doe')
})

test('a batch of 10 MB goes in by unnest', async () => {
  const ids = Array.from({ length: 100_000 }, (_, i) => 1000 + i)
  const names = ids.map((id) => `${id}`.padEnd(100, 'x'))
  await inTransaction(db.knex, async (trx) => {
    await trx.raw('insert into thing select * from unnest(?::int[], ?::text[]) on conflict do nothing', [ids, names])
    expect(Number((await trx('thing').where('id', '>=', 1000).sum({ n: trx.raw('length(name)') }))[0]!['n'])).toBe(10_000_000)
    await trx('thing').where('id', '>=', 1000).del()
  })
})

test('a portal read in parts gives every row once', async () => {
  await withClient(async (client) => {
    const portal = new pg.Query({ text: 'select g from generate_series(1, $1) g', values: [1000], rows: 100 } as pg.QueryConfig)
    const seen: number[] = []
    await new Promise((resolve, reject) => {
      portal.on('row', (row: { g: number }) => seen.push(row.g))
      portal.on('end', resolve).on('error', reject)
      client.query(portal)
    })
    expect(seen).toEqual(Array.from({ length: 1000 }, (_, i) => i + 1))
    expect((await client.query('select $1::int as n', [3])).rows).toEqual([{ n: 3 }])
  })
})

test('a client that dies in a transaction is rolled back and holds nobody up', async () => {
  const before = await count()
  await withClient(async (client) => {
    await client.query('begin')
    await client.query('insert into thing values ($1, $2)', [2, 'two'])
    ;(client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy()
  })
  await db.knex.raw('insert into thing values (2, ?)', ['other two']) // waits for the lock of the dead one, if there still is one
  await db.knex('thing').where({ id: 2 }).del()
  expect(await count()).toBe(before)
})

test('eight clients at once each get their own answers', async () => {
  await Promise.all(
    Array.from({ length: 8 }, (_, who) =>
      withClient(async (client) => {
        for (let i = 0; i < 25; i++) {
          await client.query('begin')
          await client.query('insert into thing values ($1, $2)', [100 + who, `${who}`])
          const { rows } = await client.query<{ id: number }>('select id from thing where id between 100 and 107')
          expect(rows).toEqual([{ id: 100 + who }])
          await client.query('rollback')
        }
      }),
    ),
  )
})

describe('inTransaction', () => {
  const fail = (code: string) => Object.assign(new Error('made up'), { code })

  test('tries the whole transaction again and keeps nothing of the failed one', async () => {
    const before = await count()
    let tries = 0
    await inTransaction(db.knex, async (trx) => {
      await trx('thing').insert({ id: 50 + tries++, name: 'tried' })
      if (tries < 3) throw fail(tries === 1 ? '40001' : '57P01')
    })
    expect(tries).toBe(3)
    expect(await count()).toBe(before + 1)
    await db.knex('thing').where({ name: 'tried' }).del()
  })

  test('does not try again what would fail again', async () => {
    let tries = 0
    const work = (trx: Parameters<Parameters<typeof inTransaction>[1]>[0]) => {
      tries++
      return trx('thing').insert({ id: 1, name: 'again' })
    }
    await expect(inTransaction(db.knex, work)).rejects.toMatchObject({ code: '23505' })
    await expect(inTransaction(db.knex, () => { tries++; return Promise.reject(fail('XX000')) })).rejects.toThrow('made up')
    expect(tries).toBe(2)
  })
})

describe('a database that is not there', () => {
  test('is said to be down, within seconds', async () => {
    const started = Date.now()
    const open = openDatabase({ databaseUrl: 'postgres://nobody@127.0.0.1:1/none', dataDir: '', log: quiet })
    const error: unknown = await open.catch((caught: unknown) => caught)
    expect(isDatabaseDown(error)).toBe(true)
    expect(Date.now() - started).toBeLessThan(5000)
  })

  test('is not confused with a wrong query or a missing file', () => {
    for (const code of ['57P01', '08006']) expect(isConnectionLost(Object.assign(new Error(), { code }))).toBe(true)
    expect(isConnectionLost(new Error('Connection terminated unexpectedly'))).toBe(true)
    const hidden = 'ROLLBACK - Client has encountered a connection error and is not queryable' // what knex makes of it in a transaction
    expect(isConnectionLost(new Error(hidden))).toBe(true)
    expect(isDatabaseDown(Object.assign(new Error(), { code: '42P01' }))).toBe(false)
    expect(isDatabaseDown(new Error('anything'))).toBe(false)
  })
})

describe('migrate', () => {
  test('gets past the lock row that a killed starter left behind', async () => {
    expect(await migrationsAtHead(db)).toBe(true)
    await db.knex('knex_migrations_lock').update({ is_locked: 1 })
    await migrate(db)
    expect(await migrationsAtHead(db)).toBe(true)
  })

  test('down and up again', async () => {
    await migrateDown(db)
    await migrate(db)
    expect(await migrationsAtHead(db)).toBe(true)
  })
})
