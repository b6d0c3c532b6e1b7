import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from './db.ts'
import { migrationsAtHead } from './migrate.ts'

const PATIENCE = 2000

/** Whether the service can answer: asks the data tables, not `select 1`, which stays green when they are gone. */
export const createHealth = (database: Database) => {
  let draining = false
  const tables = async (): Promise<boolean> => {
    await database.knex('incidents').select('id').limit(1)
    return migrationsAtHead(database)
  }
  return {
    drain(): void {
      draining = true
    },
    async check(): Promise<{ database: boolean; migrations: boolean; draining: boolean }> {
      const late = new AbortController()
      try {
        const atHead = await Promise.race([tables(), sleep(PATIENCE, null, { signal: late.signal })])
        return { database: atHead !== null, migrations: atHead === true, draining }
      } catch {
        return { database: false, migrations: false, draining }
      } finally {
        late.abort()
      }
    },
  }
}
