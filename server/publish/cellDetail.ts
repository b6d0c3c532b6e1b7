import { cellArea, cellToChildren, cellToLatLng, gridDisk } from 'h3-js'
import type { CellDetail, Run } from '../contract/results.ts'
import { CATEGORIES } from '../contract/vocabulary.ts'
import type { Resolution } from '../contract/vocabulary.ts'
import type { RunEvents } from '../domain/cellTable.ts'
import { monthNumber, monthsOf } from '../domain/period.ts'
import type { Places } from '../domain/places.ts'
import { figure } from './releasedTable.ts'
import type { ReleasedTable } from './releasedTable.ts'
import { sentenceFor } from './sentence.ts'

export type CellQuestion = {
  run: Run
  cell: string
  resolution: Resolution
  table: ReleasedTable
  /** row of each cell of the table, and of each res-9 cell of the run */
  rows: ReadonlyMap<string, number>
  fineRows: ReadonlyMap<string, number>
  events: RunEvents
  places: Places
  /** of all cells of this resolution */
  levelAreaKm2: number
}

/** Counts of a cell's incidents by category (position in CATEGORIES) and by month number. */
const tally = ({ cell, fineRows, events }: CellQuestion) => {
  const inside = new Uint8Array(fineRows.size)
  for (const child of cellToChildren(cell, 9)) {
    const row = fineRows.get(child)
    if (row !== undefined) inside[row] = 1
  }
  const byCategory = new Map<number, number>()
  const byMonth = new Map<number, number>()
  const count = (counts: Map<number, number>, key: number) => counts.set(key, (counts.get(key) ?? 0) + 1)
  for (let i = 0; i < events.cell.length; i++) {
    if (!inside[events.cell[i] ?? 0]) continue
    count(byCategory, events.category[i] ?? 255)
    count(byMonth, events.month[i] ?? 0)
  }
  return { byCategory, byMonth }
}

/** Why this cell: its figures, its months and categories, and what they mean. A cell outside the study area has no data. */
export const describeCell = (question: CellQuestion): CellDetail => {
  const { run, cell, resolution, table: t, rows, places } = question
  const row = rows.get(cell)
  const known = row !== undefined
  const around = gridDisk(cell, run.query.k).flatMap((near) => rows.get(near) ?? [])
  const areaKm2 = cellArea(cell, 'km2')
  const [lat, lng] = cellToLatLng(cell)
  const { byCategory, byMonth } = tally(question)
  const detail = {
    run: run.id, resolution, cell, areaKm2, lat, lng,
    place: places.nearest(lat, lng).name,
    count: known ? figure(t.counts[row]) : null,
    z: known ? figure(t.z[row]) : null,
    p: known ? figure(t.p[row]) : null,
    adjusted_p: known ? figure(t.adjustedP[row]) : null,
    state: (known ? t.states[row] : undefined) ?? 'no-data',
    expected: known ? (run.incidents * areaKm2) / question.levelAreaKm2 : 0,
    neighbourhood: { cells: around.length, incidents: around.reduce((sum, at) => sum + (figure(t.counts[at]) ?? 0), 0) },
    hotspotRank: run.hotspots.find((hotspot) => hotspot.cells.includes(cell))?.rank ?? null,
    byCategory: run.query.categories.map((category) => ({ category, count: byCategory.get(CATEGORIES.indexOf(category)) ?? 0 })),
    byMonth: monthsOf(run.query.period).map((month) => ({
      month,
      count: known && run.monthsReceived.includes(month) ? (byMonth.get(monthNumber(month)) ?? 0) : null,
    })),
  }
  return { ...detail, sentence: sentenceFor(detail, run) }
}
