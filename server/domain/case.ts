import type { Category, Source } from '../contract/vocabulary.ts'
import type { PlaceCandidate, UnplacedReason } from './location.ts'

/** When an event happened: local days in Europe/London, half-open, with what is known of it. */
export type EventTime = {
  from: string
  to: string
  kind: 'month'
  /** 06:00–05:59 day; null when the time of day is not known. Date-only or month-only never becomes midnight. */
  operationalDay: string | null
}

/** One source's account of an event. */
export type Case = {
  source: Source
  organisation: string
  /** how it came to light: the public or a victim told, the police found it, or it was treated */
  reporting: 'reported' | 'discovered' | 'health'
  /** null: the code is not in the list; the original is kept beside it */
  category: Category | null
  categoryOriginal: string
  time: EventTime
  places: PlaceCandidate[]
  unplaced: UnplacedReason | null
}
