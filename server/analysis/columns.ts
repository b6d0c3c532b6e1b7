import { cellToParent } from 'h3-js'
import { CATEGORIES, SOURCES } from '../contract/vocabulary.ts'
import type { Source } from '../contract/vocabulary.ts'
import { cellFromBigint } from '../domain/cell.ts'
import type { IncidentFact } from '../domain/incident.ts'
import { monthNumber } from '../domain/period.ts'
import type { StudyArea } from '../domain/studyArea.ts'

/** Where an incident stands on the map; the first two are not places. */
export const NO_COORDINATES = -1
export const OUTSIDE_AREA = -2
export const UNKNOWN_CATEGORY = 255

/** Incidents as parallel columns: what any filter is answered from, about 12 bytes each. */
export type Columns = {
  n: number
  /** bit n set: SOURCES[n] tells of it */
  sources: Uint8Array
  /** position in CATEGORIES, or UNKNOWN_CATEGORY */
  category: Uint8Array
  /** months since year 0, of the first and last month touched */
  firstMonth: Uint16Array
  lastMonth: Uint16Array
  /** row in the study area's res-9 cells, NO_COORDINATES or OUTSIDE_AREA */
  cell: Int32Array
  /** 1: the place is an anonymised snap point */
  snapPoint: Uint8Array
}

const positions = <T extends string>(words: readonly T[]) => new Map<string, number>(words.map((word, i) => [word, i]))
const categoryAt = positions(CATEGORIES)

/** Sources as a set of bits. */
export const sourceBits = (sources: readonly Source[]): number => sources.reduce((bits, source) => bits | (1 << SOURCES.indexOf(source)), 0)

/** Builds columns from incidents as the store tells them. `rows` is how many will come at most. */
export const createColumnsBuilder = (studyArea: StudyArea, rows: number) => {
  const columns: Columns = {
    n: 0,
    sources: new Uint8Array(rows),
    category: new Uint8Array(rows),
    firstMonth: new Uint16Array(rows),
    lastMonth: new Uint16Array(rows),
    cell: new Int32Array(rows),
    snapPoint: new Uint8Array(rows),
  }
  const index = studyArea.index(9)
  const known = new Map<string, number>()
  const cellAt = (bigint: string | null): number => {
    if (bigint === null) return NO_COORDINATES
    let at = known.get(bigint)
    if (at === undefined) known.set(bigint, (at = index.get(cellToParent(cellFromBigint(bigint), 9)) ?? OUTSIDE_AREA))
    return at
  }
  return {
    add(fact: IncidentFact): void {
      const i = columns.n++
      if (i >= rows) throw new Error('more incidents than the ingest has in force')
      columns.sources[i] = sourceBits(fact.sources)
      columns.category[i] = fact.category === null ? UNKNOWN_CATEGORY : (categoryAt.get(fact.category) ?? UNKNOWN_CATEGORY)
      columns.firstMonth[i] = monthNumber(fact.from)
      columns.lastMonth[i] = monthNumber(lastDayBefore(fact.to))
      columns.cell[i] = cellAt(fact.cell)
      columns.snapPoint[i] = fact.level === 'snap-point' ? 1 : 0
    },
    columns: (): Columns => columns,
  }
}

const days = new Map<string, string>()
/** The day before a day: the last one of a half-open period. */
const lastDayBefore = (day: string): string => {
  let before = days.get(day)
  if (before === undefined) {
    before = new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10)
    days.set(day, before)
  }
  return before
}
