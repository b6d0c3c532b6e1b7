import type { RunEvents } from '../domain/cellTable.ts'
import type { Columns } from './columns.ts'
import { walk } from './walk.ts'
import type { Plan, Visitor } from './walk.ts'

/** Each incident on the map, or each place it may have been at. Parallel columns in a fixed order: by ingest, bucket, day and line. */
export type SelectedEvents = RunEvents & {
  /** local days since 1970: of a month the first day, of a range the first one that is asked for. Operational days, where the query counts by them and the time is known */
  day: Int32Array
  /** 1: the day is known; 0: a month, or several days */
  dayKnown: Uint8Array
  /** hour 0–23 of the local clock, UNKNOWN_HOUR when not known */
  hour: Uint8Array
  /** see sourceBits */
  sources: Uint8Array
  /** equal for entries of one incident */
  incident: Uint32Array
  /** share of the incident, above 0 and at most 1 */
  weight: Float32Array
  /** place of the res-10 cell in its parent, 0–6, or UNKNOWN_CHILD */
  child: Uint8Array
  /** days of harm of this entry, its share reckoned in; empty unless harm is measured */
  harm: Float32Array
  /** metres east and north of the middle of the study area, and the radius the place is known to (NaN: not told); empty unless asked for */
  x: Float64Array
  y: Float64Array
  radius: Float32Array
}

/** The most entries that a selection can have. */
export const mostEntries = (columns: readonly Columns[], plan: Plan): number => {
  let most = 0
  for (const c of columns) {
    const take: Visitor['take'] = (from, to) => void (most += to - from)
    walk(c, plan, { take, spans: (n) => void (most += n), part: () => {}, cut: () => {}, untimed: () => {} }, true)
    if (plan.fractional) most += c.candidates?.p.length ?? 0
  }
  return most
}

export const createEvents = (most: number, points: boolean, harm: boolean): SelectedEvents => ({
  cell: new Uint32Array(most), category: new Uint8Array(most), month: new Uint16Array(most), day: new Int32Array(most), dayKnown: new Uint8Array(most), hour: new Uint8Array(most),
  sources: new Uint8Array(most), incident: new Uint32Array(most), weight: new Float32Array(most), child: new Uint8Array(most), harm: new Float32Array(harm ? most : 0),
  x: new Float64Array(points ? most : 0), y: new Float64Array(points ? most : 0), radius: new Float32Array(points ? most : 0),
})

export const cutTo = (events: SelectedEvents, n: number): SelectedEvents =>
  Object.fromEntries(Object.entries(events).map(([name, column]) => [name, column.length > n ? column.slice(0, n) : column])) as SelectedEvents
