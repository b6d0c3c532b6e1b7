import { cellToParent } from 'h3-js'
import { CATEGORIES, DAY_PARTS, SOURCES, UNPLACED_REASONS } from '../contract/vocabulary.ts'
import type { Source } from '../contract/vocabulary.ts'
import { cellFromBigint } from '../domain/cell.ts'
import type { IncidentFact } from '../domain/incident.ts'
import { londonOffset, londonParts, operationalDay } from '../domain/londonTime.ts'
import type { StudyArea } from '../domain/studyArea.ts'

/** What stands for a cell where there is none: -1 - the position of the reason in UNPLACED_REASONS. */
export const notPlaced = (reason: (typeof UNPLACED_REASONS)[number]): number => -1 - UNPLACED_REASONS.indexOf(reason)
export const UNKNOWN_CATEGORY = 255
export const UNKNOWN_DAY_PART = 255

/** Incidents as parallel columns: what any filter is answered from, about 13 bytes each. */
export type Columns = {
  n: number
  /** bit n set: SOURCES[n] tells of it */
  sources: Uint8Array
  /** position in CATEGORIES, or UNKNOWN_CATEGORY */
  category: Uint8Array
  /** local days since 1970, of the first and last day touched */
  firstDay: Uint16Array
  lastDay: Uint16Array
  /** position in DAY_PARTS, or UNKNOWN_DAY_PART: the time of day is not known, or spans two parts */
  dayPart: Uint8Array
  /** row in the study area's res-9 cells, or why there is none (see notPlaced) */
  cell: Int32Array
  /** 1: the place is an anonymised snap point */
  snapPoint: Uint8Array
}

const positions = <T extends string>(words: readonly T[]) => new Map<string, number>(words.map((word, i) => [word, i]))
const categoryAt = positions(CATEGORIES)
const reasonAt = positions(UNPLACED_REASONS)

/** Sources as a set of bits. */
export const sourceBits = (sources: readonly Source[]): number => sources.reduce((bits, source) => bits | (1 << SOURCES.indexOf(source)), 0)

/** Hours 0–23 of the local day to the parts of DAY_PARTS: morning from 6, afternoon from 12, evening from 18, night from 22. */
const partOfHour = (hour: number): number => (hour < 6 || hour >= 22 ? 3 : hour < 12 ? 0 : hour < 18 ? 1 : 2)

const dayPartOf = ({ kind, from, to }: IncidentFact): number => {
  if (kind === 'month' || kind === 'date') return UNKNOWN_DAY_PART
  const first = partOfHour(londonParts(from * 1000).hour)
  const last = to - 1
  const same = partOfHour(londonParts(last * 1000).hour) === first && operationalDay(from * 1000) === operationalDay(last * 1000)
  return same && first < DAY_PARTS.length ? first : UNKNOWN_DAY_PART
}

/** Local calendar day of an instant (seconds), in days since 1970. */
export const localDay = (seconds: number): number => Math.max(0, Math.floor((seconds * 1000 + londonOffset(seconds * 1000)) / 86_400_000))

/** Builds columns from incidents as the store tells them. `rows` is how many will come at most. */
export const createColumnsBuilder = (studyArea: StudyArea, rows: number) => {
  const columns: Columns = {
    n: 0,
    sources: new Uint8Array(rows),
    category: new Uint8Array(rows),
    firstDay: new Uint16Array(rows),
    lastDay: new Uint16Array(rows),
    dayPart: new Uint8Array(rows),
    cell: new Int32Array(rows),
    snapPoint: new Uint8Array(rows),
  }
  const index = studyArea.index(9)
  const known = new Map<string, number>()
  const outside = notPlaced('outside-area')
  const cellAt = ({ cell, unplaced }: IncidentFact): number => {
    if (unplaced !== null) return -1 - (reasonAt.get(unplaced) ?? 0)
    if (cell === null) return notPlaced('no-coordinates')
    let at = known.get(cell)
    if (at === undefined) known.set(cell, (at = index.get(cellToParent(cellFromBigint(cell), 9)) ?? outside))
    return at
  }
  return {
    add(fact: IncidentFact): void {
      const i = columns.n++
      if (i >= rows) throw new Error('more incidents than the ingest has in force')
      columns.sources[i] = sourceBits(fact.sources)
      columns.category[i] = fact.category === null ? UNKNOWN_CATEGORY : (categoryAt.get(fact.category) ?? UNKNOWN_CATEGORY)
      columns.firstDay[i] = localDay(fact.from)
      columns.lastDay[i] = localDay(fact.to - 1)
      columns.dayPart[i] = dayPartOf(fact)
      columns.cell[i] = cellAt(fact)
      columns.snapPoint[i] = fact.level === 'snap-point' ? 1 : 0
    },
    columns: (): Columns => columns,
  }
}
