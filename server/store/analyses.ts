import type { Knex } from 'knex'

export type StoredAnalysis = {
  id: string
  kind: string
  /** filter and parameters with nothing left open */
  question: unknown
  dataVersion: string
  codeVersion: string
  /** the answer as JSON text: these bytes are the analysis */
  document: string
  tables: { name: string; packed: Uint8Array }[]
}

export const analysisExists = async (db: Knex, id: string): Promise<boolean> => (await db('analyses').where({ id }).first('id')) !== undefined

/** Stores an analysis; when another process has just stored it, that one stands. */
export const storeAnalysis = async (trx: Knex, analysis: StoredAnalysis, madeAt: string): Promise<void> => {
  const fresh = await trx('analyses')
    .insert({
      id: analysis.id, kind: analysis.kind, question: JSON.stringify(analysis.question), data_version: analysis.dataVersion,
      code_version: analysis.codeVersion, document: analysis.document, made_at: madeAt,
    })
    .onConflict('id').ignore().returning('id')
  if (fresh.length === 0) return
  for (const { name, packed } of analysis.tables) await trx('analysis_tables').insert({ analysis_id: analysis.id, name, columns: Buffer.from(packed) })
}

export const analysisDocument = async (db: Knex, id: string): Promise<string | null> => {
  const row = await db<{ id: string; document: string }>('analyses').where({ id }).first('document')
  return row?.document ?? null
}

export const analysisTable = async (db: Knex, id: string, name: string): Promise<Uint8Array | null> => {
  const row = await db<{ analysis_id: string; name: string; columns: Buffer }>('analysis_tables').where({ analysis_id: id, name }).first('columns')
  return row?.columns ?? null
}
