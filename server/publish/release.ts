import { cellArea, cellToChildren, cellToLatLng, getResolution, gridDisk, isValidCell } from 'h3-js'
import type { Catalogue, CellDetail, Run } from '../contract/results.ts'
import { CATEGORIES } from '../contract/vocabulary.ts'
import type { CellState, Resolution } from '../contract/vocabulary.ts'
import { unpackEvents, unpackTable } from '../domain/cellTable.ts'
import type { RunEvents } from '../domain/cellTable.ts'
import { dataVersionOf } from '../domain/incident.ts'
import { monthNumber, monthsOf } from '../domain/period.ts'
import type { Places } from '../domain/places.ts'
import { notFound, Problem } from '../domain/problem.ts'
import type { StudyArea } from '../domain/studyArea.ts'
import { readCatalogue } from '../store/catalogue.ts'
import type { Sql } from '../store/db.ts'
import { runDocument, runEvents, runLevel } from '../store/runs.ts'
import { sentenceFor } from './sentence.ts'

declare const released: unique symbol
/** Proof that a value has passed disclosure control. Minted in this file alone; encoders take nothing else. */
export type Released<T> = T & { readonly [released]: true }

/** One run at one resolution as it may be shown. A figure that may not be shown is NaN and its state says why. */
export type ReleasedTable = {
  run: string
  resolution: Resolution
  /** hexadecimal, ascending */
  cells: string[]
  counts: Float64Array
  z: Float64Array
  p: Float64Array
  adjustedP: Float64Array
  states: CellState[]
}

/** The policy in force: the data are public, so everything is shown. Disclosure control will stand here. */
const pass = <T>(value: T): Released<T> => value as Released<T>

const cache = <T>(limit: number) => {
  const kept = new Map<string, Promise<T>>()
  return (key: string, make: () => Promise<T>): Promise<T> => {
    const value = kept.get(key) ?? make()
    kept.delete(key)
    kept.set(key, value)
    if (kept.size > limit) kept.delete(kept.keys().next().value ?? key)
    value.catch(() => kept.delete(key))
    return value
  }
}

/** OUT-GATE: the only way out for anything counted. Runs never change, so what was released once is kept in memory. */
export const createRelease = (deps: { knex: Sql; studyArea: StudyArea; places: Places }) => {
  const { knex, studyArea, places } = deps
  const documents = cache<{ text: string; run: Run }>(64)
  const tables = cache<Released<ReleasedTable>>(24)
  const rows = cache<Map<string, number>>(24)
  const events = cache<RunEvents>(8)

  const document = (id: string) =>
    documents(id, async () => {
      const text = /^[0-9a-f]{24}$/.test(id) ? await runDocument(knex, id) : null
      if (text === null) throw notFound(`The run "${id.slice(0, 40)}"`)
      return { text, run: JSON.parse(text) as Run }
    })

  const table = (id: string, resolution: Resolution): Promise<Released<ReleasedTable>> =>
    tables(`${id}/${resolution}`, async () => {
      await document(id)
      const stored = await runLevel(knex, id, resolution)
      if (!stored) throw new Problem(404, 'no-such-resolution', 'Not found', `The run has no cells at resolution ${resolution}: the data do not bear it.`)
      const { cells, counts, z, p, adjustedP } = unpackTable(stored)
      return pass({
        run: id,
        resolution,
        cells: Array.from(cells, (cell) => cell.toString(16)),
        counts: Float64Array.from(counts),
        z, p, adjustedP,
        states: Array.from(counts, (count): CellState => (count === 0 ? 'zero' : 'count')),
      })
    })

  const rowsOf = (id: string, resolution: Resolution) =>
    rows(`${id}/${resolution}`, async () => new Map((await table(id, resolution)).cells.map((cell, row) => [cell, row])))

  const eventsOf = (id: string) =>
    events(id, async () => {
      const stored = await runEvents(knex, id)
      if (!stored) throw new Error('a run without its events')
      return unpackEvents(stored)
    })

  const cell = async (id: string, cellId: string): Promise<Released<CellDetail>> => {
    const { run } = await document(id)
    if (!isValidCell(cellId)) throw new Problem(400, 'not-a-cell', 'Not a cell', 'cell: must be an H3 index in hexadecimal.')
    const resolution = getResolution(cellId) as Resolution
    if (!run.levels.some((level) => level.resolution === resolution)) throw notFound(`A cell of resolution ${resolution} in this run`)
    const index = await rowsOf(id, resolution)
    const row = index.get(cellId)
    if (row === undefined) throw notFound('This cell in the study area (no data: outside the study area)')
    const t = await table(id, resolution)
    const fine = await rowsOf(id, 9)
    const wanted = new Uint8Array(fine.size)
    for (const child of cellToChildren(cellId, 9)) {
      const at = fine.get(child)
      if (at !== undefined) wanted[at] = 1
    }
    const e = await eventsOf(id)
    const byCategory = new Map<number, number>()
    const byMonth = new Map<number, number>()
    for (let i = 0; i < e.cell.length; i++) {
      if (!wanted[e.cell[i] ?? 0]) continue
      byCategory.set(e.category[i] ?? 255, (byCategory.get(e.category[i] ?? 255) ?? 0) + 1)
      byMonth.set(e.month[i] ?? 0, (byMonth.get(e.month[i] ?? 0) ?? 0) + 1)
    }
    const around = gridDisk(cellId, run.query.k).flatMap((near) => index.get(near) ?? [])
    const areaKm2 = cellArea(cellId, 'km2')
    const [lat, lng] = cellToLatLng(cellId)
    const figure = (value: number | undefined) => (value === undefined || Number.isNaN(value) ? null : value)
    const detail = {
      run: id, resolution, cell: cellId, areaKm2, lat, lng,
      place: places.nearest(lat, lng).name,
      count: figure(t.counts[row]),
      z: figure(t.z[row]),
      p: figure(t.p[row]),
      adjusted_p: figure(t.adjustedP[row]),
      state: t.states[row] ?? 'no-data',
      expected: (run.incidents * areaKm2) / run.studyArea.areaKm2,
      neighbourhood: { cells: around.length, incidents: around.reduce((sum, at) => sum + (t.counts[at] ?? 0), 0) },
      hotspotRank: run.hotspots.find((hotspot) => hotspot.cells.includes(cellId))?.rank ?? null,
      byCategory: run.query.categories.map((category) => ({ category, count: byCategory.get(CATEGORIES.indexOf(category)) ?? 0 })),
      byMonth: monthsOf(run.query.period).map((month) => ({
        month,
        count: run.monthsReceived.includes(month) ? (byMonth.get(monthNumber(month)) ?? 0) : null,
      })),
    }
    return pass({ ...detail, sentence: sentenceFor(detail, run) })
  }

  return {
    /** The run as JSON text: the same bytes every time. */
    runText: async (id: string): Promise<Released<{ text: string }>> => pass({ text: (await document(id)).text }),
    run: async (id: string): Promise<Released<Run>> => pass((await document(id)).run),
    table,
    cell,
    /** What data there are, in totals. */
    catalogue: async (): Promise<Released<Catalogue>> => {
      const { inForce, ...totals } = await readCatalogue(knex)
      const { name, areaKm2, bbox } = studyArea
      const dataVersion = inForce.length > 0 ? dataVersionOf(inForce) : null
      return pass({ studyArea: { name, areaKm2, bbox }, dataVersion, ...totals })
    },
  }
}
export type Release = ReturnType<typeof createRelease>
