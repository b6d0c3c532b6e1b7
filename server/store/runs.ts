import type { Knex } from 'knex'
import type { Query } from '../contract/query.ts'

export type StoredRun = {
  id: string
  query: Query
  dataVersion: string
  codeVersion: string
  /** the whole answer as JSON text: these bytes are the run */
  document: string
  levels: { resolution: number; columns: Uint8Array }[]
  events: Uint8Array
}

export const runExists = async (db: Knex, id: string): Promise<boolean> => (await db('runs').where({ id }).first('id')) !== undefined

/** Stores a run; when another process has just stored it, that one stands. */
export const storeRun = async (trx: Knex, run: StoredRun, madeAt: string): Promise<void> => {
  const fresh = await trx('runs')
    .insert({
      id: run.id, query: JSON.stringify(run.query), data_version: run.dataVersion, code_version: run.codeVersion,
      document: run.document, made_at: madeAt,
    })
    .onConflict('id').ignore().returning('id')
  if (fresh.length === 0) return
  for (const { resolution, columns } of run.levels) await trx('run_levels').insert({ run_id: run.id, resolution, columns })
  await trx('run_events').insert({ run_id: run.id, columns: run.events })
}

export const runDocument = async (db: Knex, id: string): Promise<string | null> => {
  const row = await db<{ id: string; document: string }>('runs').where({ id }).first('document')
  return row?.document ?? null
}

export const runLevel = async (db: Knex, id: string, resolution: number): Promise<Uint8Array | null> => {
  const row = await db<{ run_id: string; resolution: number; columns: Buffer }>('run_levels').where({ run_id: id, resolution }).first('columns')
  return row?.columns ?? null
}

export const runEvents = async (db: Knex, id: string): Promise<Uint8Array | null> => {
  const row = await db<{ run_id: string; columns: Buffer }>('run_events').where({ run_id: id }).first('columns')
  return row?.columns ?? null
}
