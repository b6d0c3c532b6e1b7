import type { GazetteerEntry } from '../../../server/domain/gazetteer.ts'
import type { Ground } from './ground.ts'
import type { Source } from './sources.ts'

/** What became of one row (or element) of a source: an entry, or a reason in words. Every row has one, so that they add up. */
export type Outcome = { entry: GazetteerEntry; note?: string } | { skip: string }

/** Reasons that several sources share. */
export const SKIP = {
  outside: 'outside the box',
  noCoordinates: 'no coordinates',
  noName: 'no name',
  noUse: 'of a kind that is not used',
} as const

export type Reading = {
  rows: AsyncIterable<Outcome>
  /** entries made from all rows together, asked for at the end; they are no rows of the source */
  derived?: () => GazetteerEntry[]
}
export type Read = (sources: Source[], ground: Ground) => Reading
