// Brings the tables to the newest shape, one starter at a time. knex's own lock is a row that stays set when its holder is
// killed, and then nothing ever starts again; so exclusion comes from a lock that dies with its holder, and the row is cleared
// under it. On PostgreSQL that is an advisory lock; the embedded database is exclusive by its directory lock.

import type { Knex } from 'knex'
import type { Database } from './db.ts'
import { migrations } from './migrations/index.ts'

type Migration = (typeof migrations)[number]
type Target = Pick<Database, 'knex' | 'engine' | 'schema'>

function settings(schema: string | undefined): Knex.MigratorConfig {
  const migrationSource: Knex.MigrationSource<Migration> = {
    getMigrations: async () => migrations,
    getMigrationName: (migration) => migration.name,
    getMigration: async (migration) => migration,
  }
  return { migrationSource, ...(schema !== undefined && { schemaName: schema }) }
}

async function underLock({ knex, engine, schema }: Target, work: () => Promise<void>) {
  if (engine === 'embedded') return work()
  await knex.transaction(async (trx) => {
    await trx.raw('select pg_advisory_xact_lock(hashtext(?))', [`violence-hotspots migrations ${schema ?? ''}`])
    await work() // on another connection: this one only holds the lock
  })
}

export async function migrate(db: Target): Promise<void> {
  await underLock(db, async () => {
    if (db.schema !== undefined) await db.knex.raw('create schema if not exists ??', [db.schema])
    await db.knex.migrate.forceFreeMigrationsLock(settings(db.schema))
    await db.knex.migrate.latest(settings(db.schema))
  })
}

/** Undoes every migration; for tests and for an operator who means it. */
export async function migrateDown(db: Target): Promise<void> {
  await underLock(db, async () => {
    await db.knex.migrate.forceFreeMigrationsLock(settings(db.schema))
    await db.knex.migrate.rollback(settings(db.schema), true)
  })
}

/** Every migration this program knows has been done; for /health/ready. */
export async function migrationsAtHead({ knex }: Target): Promise<boolean> {
  try {
    const done = new Set<string>(await knex('knex_migrations').pluck('name'))
    return migrations.every((migration) => done.has(migration.name))
  } catch (error) {
    if ((error as { code?: unknown }).code === '42P01') return false // no such table: nothing has been done
    throw error
  }
}
