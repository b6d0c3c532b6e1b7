// A transaction that is tried again, whole, when the database went away or chose it as a victim.

import type { Knex } from 'knex'
import { setTimeout as sleep } from 'node:timers/promises'
import { isConnectionLost } from './db.ts'

const conflictStates = ['40001', '40P01'] // serialization failure, deadlock

/**
 * Runs `work` in a transaction, up to `attempts` times, with waits of 0.1, 0.25, 0.6, 1.6 and 3 s between. When a connection is lost during COMMIT nobody knows whether it happened, so `work` must be fit to be done twice
 * with the same end (ingest is: a file is known by its digest). It gets `trx` and uses nothing else.
 */
export async function inTransaction<T>(
  knex: Knex,
  work: (trx: Knex.Transaction) => Promise<T>,
  { attempts = 6 }: { attempts?: number } = {},
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    let committing = false
    try {
      return await knex.transaction(async (trx) => {
        const result = await work(trx)
        committing = true
        return result
      })
    } catch (error) {
      if (attempt >= attempts || !isWorthAnother(error, committing)) throw error
      await sleep(Math.min(100 * 2.5 ** (attempt - 1), 3_000) * (0.75 + Math.random() / 2)) // apart from the other victim
    }
  }
}

/** XX000 is an internal error, often a bug of ours; on COMMIT it is how Citus and poolers report a participant that failed. */
function isWorthAnother(error: unknown, committing: boolean): boolean {
  const code = (error as { code?: unknown } | undefined)?.code
  return isConnectionLost(error) || conflictStates.includes(code as string) || (committing && code === 'XX000')
}
