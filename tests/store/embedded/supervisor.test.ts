// The embedded database under bad luck: kills, second starters, half-made directories.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { isDatabaseDown, openDatabase, type Database } from '../../../server/store/db.ts'
import { DataDirInUse } from '../../../server/store/embedded/lock.ts'
import { isAlive, type Identity } from '../../../server/store/embedded/processes.ts'
import { startEmbedded } from '../../../server/store/embedded/supervisor.ts'
import { inTransaction } from '../../../server/store/retry.ts'
import { quiet, testDataDir, testEngine } from '../../support/database.ts'

const bowTie = 'POLYGON((0 0,10 10,0 10,10 0,0 0))' // its edges cross

let home: Awaited<ReturnType<typeof testDataDir>>
beforeEach(async () => {
  home = await testDataDir()
})
afterEach(() => home.remove())

const gone = (pid: number) => !isAlive({ pid } satisfies Identity)
const open = () => openDatabase({ dataDir: home.dataDir, log: quiet })
const ids = async (db: Database) => await db.knex('thing').orderBy('id').pluck<number[]>('id')

// These do not depend on the engine under test; once is enough.
describe.runIf(testEngine === 'embedded')('the embedded database', () => {
  test('refuses a second process, and leaves nothing behind when it is closed', async () => {
    const db = await open()
    const { connection, pid } = db.supervisor!
    const child = pid()!
    const error: unknown = await open().catch((caught: unknown) => caught)
    expect(error).toBeInstanceOf(DataDirInUse)
    expect((error as Error).message).toContain(`in use by process ${child};`)

    process.kill(child, 'SIGINT') // as Ctrl-C does; only the parent decides
    expect((await db.knex.raw<{ rows: unknown[] }>('select 1 as n')).rows).toEqual([{ n: 1 }])

    await Promise.all([db.close(), db.close()])
    expect(gone(child)).toBe(true)
    expect(existsSync(join(home.dataDir, 'pg.lock'))).toBe(false)
    expect(existsSync(connection.host)).toBe(false)
    const down: unknown = await startsQuery(connection).catch((caught: unknown) => caught)
    expect(isDatabaseDown(down)).toBe(true)
  })

  test('comes back after kill -9 with every acknowledged row', async () => {
    const db = await open()
    await db.knex.raw('create table thing (id int primary key)')
    const acknowledged: number[] = []
    let id = 0
    for (const kill of [1, 2]) {
      const child = db.supervisor!.pid()!
      for (let error: unknown; !isDatabaseDown(error); ) {
        const next = ++id
        const insert = db.knex('thing').insert({ id: next })
        if (id === 25 * kill) setTimeout(() => process.kill(child, 'SIGKILL'), 3 * Math.random()) // before, in or after it
        error = await insert.then(() => void acknowledged.push(next), (caught: unknown) => caught)
      }
      const missing = id + 1
      await inTransaction(db.knex, (trx) => trx('thing').insert({ id: missing }).onConflict().ignore())
      acknowledged.push(missing)
      id = missing
      expect(db.supervisor!.pid()).not.toBe(child)
      expect(await ids(db)).toEqual(expect.arrayContaining(acknowledged))
    }
    expect(acknowledged.length).toBeGreaterThan(40)
    await db.close()
  })

  // Left alone, PGlite answers the first of these with an empty result and spins for ever on the second.
  test.each([
    ['a C++ exception out of GEOS', `select st_intersection(g, g) from (select '${bowTie}'::geometry as g) x`],
    ['COPY FROM STDIN', 'copy thing from stdin'],
    ['endless recursion', `create function f(int) returns int language plpgsql as 'begin return f($1); end'; select f(1)`],
  ])('answers a query that kills the backend with an error, and the next one rightly: %s', async (_name, sql) => {
    const db = await open()
    await db.knex.raw('create table thing (id int primary key)')
    await db.knex('thing').insert({ id: 1 })
    const work = db.knex.transaction(async (trx) => {
      await trx('thing').insert({ id: 2 })
      return await trx.raw<unknown>(sql)
    })
    await expect(work).rejects.toMatchObject({ code: 'XX000' })
    await expect.poll(() => ids(db).catch(() => undefined), { timeout: 20_000 }).toEqual([1])
    await db.close()
  })

  test('ends by itself when its parent is killed, and the next start works at once', async () => {
    const script = fileURLToPath(new URL('../../support/embeddedOwner.ts', import.meta.url))
    const owner = spawn(process.execPath, ['--import', 'tsx', script, home.dataDir], { stdio: ['ignore', 'pipe', 'inherit'] })
    const [line] = (await once(owner.stdout, 'data')) as [Buffer]
    const { child, socketDir } = JSON.parse(line.toString()) as { child: number; socketDir: string }
    expect(gone(child)).toBe(false)
    owner.kill('SIGKILL')
    await once(owner, 'exit')
    const db = await open()
    expect(gone(child)).toBe(true)
    expect(existsSync(socketDir)).toBe(false)
    expect((await db.knex.raw<{ rows: unknown[] }>('select 1 as n')).rows).toEqual([{ n: 1 }])
    await db.close()
  })

  test('starts over when a first start was killed half way', async () => {
    const dataDir = join(home.dataDir, 'new')
    mkdirSync(join(dataDir, 'pg'), { recursive: true })
    writeFileSync(join(dataDir, 'pg', 'PG_VERSION'), '18\n')
    writeFileSync(join(dataDir, 'pg.unfinished'), '')
    const told: string[] = []
    const started = await startEmbedded({ dataDir, log: quiet, onProgress: (text) => told.push(text) })
    expect(told).toHaveLength(2)
    expect(told[0]).toContain('making the embedded database')
    await started.close()
  })

  test('is refused in production unless asked for by name', async () => {
    const before = process.env['NODE_ENV']
    process.env['NODE_ENV'] = 'production'
    try {
      await expect(open()).rejects.toThrow('ALLOW_EMBEDDED_IN_PRODUCTION=1')
    } finally {
      process.env['NODE_ENV'] = before
    }
  })

  test('gives up when it dies over and over, and then says that it is down', async () => {
    const errors: string[] = []
    const log = { ...quiet, error: (_fields: object, text: string) => void errors.push(text) }
    const db = await openDatabase({ dataDir: home.dataDir, log })
    let killed: number | undefined
    while (!errors.some((text) => text.includes('stays down'))) {
      const child = db.supervisor!.pid()
      if (child !== undefined && child !== killed) process.kill((killed = child), 'SIGKILL') // most die while they start
      await sleep(10)
    }
    const error: unknown = await db.knex.raw('select 1').catch((caught: unknown) => caught)
    expect(isDatabaseDown(error)).toBe(true)
    await db.close()
  })
})

async function startsQuery(connection: { host: string; port: number; user: string; database: string }) {
  const { default: pg } = await import('pg')
  const client = new pg.Client(connection)
  await client.connect()
}
