import { openDatabase } from '../../server/store/db.ts'
import { quiet } from '../../tests/support/database.ts'
import type { Timing } from './measure.ts'
import { usageOf } from './processes.ts'
import { PeerMissing } from './r.ts'

export type Postgis = {
  version: string
  run<T>(sql: string, values?: unknown[]): Promise<T[]>
  /** Wall time here, CPU time of the one process of the database that serves us; NaN where it runs elsewhere. */
  timeOf(work: () => Promise<unknown>): Promise<Timing>
  time(sql: string, values?: unknown[]): Promise<Timing>
  close(): Promise<void>
}

/** One connection in a transaction that is rolled back at the end: temporary tables, and the extension if it was not there. */
export async function openPostgis(databaseUrl: string | undefined): Promise<Postgis> {
  if (databaseUrl === undefined) throw new PeerMissing('PostGIS: DATABASE_URL is not set (Debian: postgresql-15-postgis-3)')
  const db = await openDatabase({ databaseUrl, dataDir: '', log: quiet })
  try {
    const trx = await db.knex.transaction()
    const run = async <T>(sql: string, values: unknown[] = []): Promise<T[]> => (await trx.raw<{ rows: T[] }>(sql, values as never)).rows
    const [available] = await run("select 1 from pg_available_extensions where name = 'postgis'")
    if (!available) {
      await trx.rollback()
      throw new PeerMissing('PostGIS: this server has no extension postgis (Debian: postgresql-15-postgis-3)')
    }
    await run('create extension if not exists postgis')
    const [told] = await run<{ version: string; pid: number }>('select postgis_lib_version() as version, pg_backend_pid() as pid')
    const here = ['localhost', '127.0.0.1', '[::1]'].includes(new URL(databaseUrl).hostname)
    const cpuMs = (): number => (here ? usageOf(told?.pid ?? 0)?.cpuMs : undefined) ?? NaN
    const timeOf: Postgis['timeOf'] = async (work) => {
      const before = cpuMs()
      const started = performance.now()
      await work()
      return { ms: performance.now() - started, cpuMs: cpuMs() - before }
    }
    return {
      version: told?.version ?? '',
      run, timeOf,
      time: (sql, values) => timeOf(() => run(sql, values)),
      close: async () => {
        await trx.rollback()
        await db.close()
      },
    }
  } catch (error) {
    await db.close()
    throw error
  }
}
