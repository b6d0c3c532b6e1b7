import type { Query, QueryInput } from '../contract/query.ts'
import type { Run } from '../contract/results.ts'
import type { Resolution } from '../contract/vocabulary.ts'
import { packEvents, packTable } from '../domain/cellTable.ts'
import type { CellTable } from '../domain/cellTable.ts'
import { shortDigest } from '../domain/digest.ts'
import { dataVersionOf } from '../domain/incident.ts'
import type { InForce } from '../domain/incident.ts'
import type { Places } from '../domain/places.ts'
import { Problem } from '../domain/problem.ts'
import type { StudyArea } from '../domain/studyArea.ts'
import { createTurns } from '../domain/turns.ts'
import type { Sql } from '../store/db.ts'
import { incidentsOf, inForce } from '../store/incidents.ts'
import { decisionsDigest } from '../store/placeDecisions.ts'
import { inTransaction } from '../store/retry.ts'
import { runExists, storeRun } from '../store/runs.ts'
import type { StoredRun } from '../store/runs.ts'
import { advise, cautionFor } from './advice.ts'
import { createColumnStore, DataMoved } from './columnStore.ts'
import type { ColumnStore } from './columnStore.ts'
import { completeQuery, receivedIn } from './completeQuery.ts'
import { findHotspots } from './hotspots.ts'
import { countsAt, createParents, describeLevel, testLevel } from './level.ts'
import { select } from './select.ts'

/** Runs that may wait to be made in one process. */
const MAX_WAITING = 200

/** Incident columns out of the store: one for all gates of a process, or the incidents would be in memory twice. */
export const createIncidentColumns = ({ knex, studyArea }: { knex: Sql; studyArea: StudyArea }): ColumnStore =>
  createColumnStore({ studyArea, read: (ingestId, candidates) => incidentsOf(knex, ingestId, candidates), decisions: () => decisionsDigest(knex) })

/** A run's tables hold whole incidents: weights and harm are for the methods. */
const refuseWeights = ({ weighting, measure }: Query): void => {
  const [field, value, usual] = weighting === 'whole' ? (['measure', measure, 'count'] as const) : (['weighting', weighting, 'whole'] as const)
  if (value !== usual) throw new Problem(422, 'whole-incidents', 'A run counts whole incidents', `${field}: ${value} is for POST /api/analyses; a run takes ${usual}.`, { field })
}

/**
 * WORK-GATE: reads incidents, leaves a run. A run is the answer to one complete query on one data version by one version of the
 * code; its id is their digest, so asking again finds it, and it is never changed.
 */
export const createRunGate = (deps: { knex: Sql; studyArea: StudyArea; places: Places; codeVersion: string; now: () => Date; incidentColumns?: ColumnStore }) => {
  const { knex, studyArea, places, codeVersion, now } = deps
  const incidentColumns = deps.incidentColumns ?? createIncidentColumns(deps)
  const parents = createParents(studyArea)
  const making = new Map<string, Promise<void>>()
  const turns = createTurns(MAX_WAITING, 'runs')

  const make = async (id: string, query: Query, data: InForce[], decisions: string, dataVersion: string): Promise<void> => {
    const selection = select(await incidentColumns.columnsOf(data, decisions), query, { cells: studyArea.cells(9).length })
    const counts9 = Uint32Array.from(selection.counts)
    if (selection.snapPoints && query.resolution > 9)
      throw new Problem(422, 'too-fine', 'Finer than the data', 'resolution: these places are snap points, which bear resolution 9 at most.', { field: 'resolution' })
    const monthsReceived = receivedIn(query, data)
    const resolutions: Resolution[] = [7, 8, 9]
    const tables = new Map<Resolution, CellTable>()
    for (const resolution of resolutions)
      tables.set(resolution, testLevel(studyArea, resolution, countsAt(counts9, parents(resolution), studyArea.cells(resolution).length), query))
    const own = tables.get(query.resolution)
    if (!own) throw new Problem(422, 'too-fine', 'Finer than the data', `resolution: no data are known at resolution ${query.resolution}; ask for 7, 8 or 9.`, { field: 'resolution' })
    const run: Run = {
      id, query, dataVersion, codeVersion,
      resolution: query.resolution,
      unit: 'incidents',
      incidents: selection.events.cell.length,
      cells: own.counts.length,
      excluded: selection.excluded,
      monthsReceived,
      snapPoints: selection.snapPoints,
      studyArea: { name: studyArea.name, areaKm2: Number(studyArea.areaKm2.toFixed(3)), version: studyArea.version },
      levels: [...tables].map(([resolution, table]) => describeLevel(table, resolution, query.alpha)),
      hotspots: findHotspots(studyArea, places, own, query),
      caution: cautionFor(query, selection, monthsReceived, own.counts.length, 1 + 3 * query.k * (query.k + 1)),
      advice: advise(query, selection, monthsReceived),
    }
    const stored: StoredRun = {
      id, query, dataVersion, codeVersion,
      document: JSON.stringify(run),
      levels: [...tables].map(([resolution, table]) => ({ resolution, columns: packTable(table) })),
      events: packEvents(selection.events),
    }
    await inTransaction(knex, (trx) => storeRun(trx, stored, now().toISOString()))
  }

  /** Finds the run that answers a query, or makes it. */
  const findOrMake = async (input: QueryInput, tries = 4): Promise<{ id: string; made: boolean }> => {
    const data = await inForce(knex)
    const query = completeQuery(input, data)
    refuseWeights(query)
    const decisions = await decisionsDigest(knex)
    const dataVersion = dataVersionOf(data, decisions)
    const id = shortDigest({ query, dataVersion, codeVersion })
    if (await runExists(knex, id)) return { id, made: false }
    const already = making.get(id)
    const work = already ?? turns.take(() => make(id, query, data, decisions, dataVersion)).finally(() => making.delete(id))
    if (!already) making.set(id, work)
    try {
      await work
    } catch (error) {
      if (error instanceof DataMoved && tries > 1) return findOrMake(input, tries - 1)
      throw error
    }
    return { id, made: !already }
  }

  return { findOrMake }
}
export type RunGate = ReturnType<typeof createRunGate>
