import { setImmediate as breathe } from 'node:timers/promises'
import type { IncidentFact, InForce } from '../domain/incident.ts'
import type { StudyArea } from '../domain/studyArea.ts'
import { createColumnsBuilder } from './buildColumns.ts'
import type { SideColumns } from './buildColumns.ts'
import type { Columns } from './columns.ts'

/** A file superseded another one between two reads: ask again from the start. */
export class DataMoved extends Error {}

type Kept = { key: string; side: SideColumns; columns: Columns }

/**
 * Columns of the ingests in force, kept in memory. An ingest is read once, in pages, and again only when the days of it that are in
 * force change, a decision moves places, or more is asked of it (points, candidates): a new file costs its own rows. One reader at a
 * time; who asks for what is there waits for nobody's reading but that of those before.
 */
export const createColumnStore = (deps: {
  studyArea: StudyArea
  /** incidents in force of an ingest, a page at a time; with the candidates of their places when asked for */
  read: (ingestId: number, candidates: boolean) => AsyncIterable<IncidentFact[]>
  /** digest of the decisions about places in force */
  decisions: () => Promise<string>
}) => {
  const { studyArea, read, decisions } = deps
  const kept = new Map<number, Kept>()
  let last: Promise<unknown> = Promise.resolve()

  const load = async (ingestId: number, rows: number, side: SideColumns): Promise<Columns> => {
    const builder = createColumnsBuilder(studyArea, rows, side)
    for await (const page of read(ingestId, side.points || side.candidates)) {
      if (builder.added() + page.length > rows) throw new DataMoved()
      page.forEach(builder.add)
    }
    if (builder.added() !== rows) throw new DataMoved()
    const sorting = builder.sorting()
    for (;;) {
      const { done, value } = sorting.next()
      if (done) return value
      await breathe()
    }
  }

  const keysOf = (data: InForce[], decided: string): Map<number, { key: string; rows: number }> => {
    const keys = new Map<number, { key: string; rows: number }>()
    for (const { ingestId, from, to, organisation, incidents, mended } of data) {
      const sofar = keys.get(ingestId) ?? { key: decided, rows: 0 }
      keys.set(ingestId, { key: `${sofar.key}|${organisation}/${from}/${to}/${incidents}/${mended}`, rows: sofar.rows + incidents })
    }
    return keys
  }

  const gather = async (data: InForce[], decided: string, wanted: SideColumns): Promise<Columns[]> => {
    const keys = keysOf(data, decided)
    for (const id of kept.keys()) if (!keys.has(id)) kept.delete(id)
    const all: Columns[] = []
    for (const [id, { key, rows }] of keys) {
      const known = kept.get(id)
      const good = known?.key === key ? known : null
      if (good && good.side.points >= wanted.points && good.side.candidates >= wanted.candidates) {
        all.push(good.columns)
        continue
      }
      kept.delete(id)
      const side = { points: wanted.points || good?.side.points === true, candidates: wanted.candidates || good?.side.candidates === true }
      const columns = await load(id, rows, side)
      kept.set(id, { key, side, columns })
      all.push(columns)
    }
    // A decision that was taken meanwhile may stand in some of what was read: ask again from the start.
    if ((await decisions()) !== decided) {
      kept.clear()
      throw new DataMoved()
    }
    return all
  }

  return {
    /** Columns of the ingests of `data`, in its order. Throws DataMoved when they are no longer what is in force. */
    columnsOf: (data: InForce[], decided: string, side: SideColumns = { points: false, candidates: false }): Promise<Columns[]> => {
      const mine = last.then(() => gather(data, decided, side), () => gather(data, decided, side))
      last = mine.catch(() => {})
      return mine
    },
  }
}
export type ColumnStore = ReturnType<typeof createColumnStore>
