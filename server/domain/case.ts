import type { AgeBand, Category, Method, PlaceType, Said, Severity, Sex, Source, TimeFlag, TimeKind, UnplacedReason } from '../contract/vocabulary.ts'
import type { PlaceCandidate } from './location.ts'

/** When an event happened: half-open, in instants (ISO 8601, UTC, `2025-03-01T22:15:00Z`), with what is known of it. */
export type EventTime = {
  from: string
  to: string
  kind: TimeKind
  flags: TimeFlag[]
  /** the 06:00–05:59 local day, `YYYY-MM-DD`; null when the time of day is not known. Date-only or month-only never becomes midnight. */
  operationalDay: string | null
}

/** A code as understood, beside the words it came in. */
export type Coded<T extends string> = { value: Said<T>; original: string }

/** Where a case goes: counted by its category, or kept and routed out of the counts. */
export type Pathway = 'counted' | 'self-inflicted' | 'not-violence'

/** One source's account of an event. */
export type Case = {
  source: Source
  organisation: string
  /** how it came to light: the public or a victim told, the police found it, or it was treated */
  reporting: 'reported' | 'discovered' | 'health'
  pathway: Pathway
  /** null: the code is not in the list; the original is kept beside it */
  category: Category | null
  categoryOriginal: string
  /** Home Office class or the like, which harm weights are kept by; null when the source has none */
  offenceCode: string | null
  time: EventTime
  method: Coded<Method>
  placeType: Coded<PlaceType>
  ageBand: Said<AgeBand>
  sex: Said<Sex>
  conveyed: Said<'yes' | 'no'>
  severity: Said<Severity>
  /** arrival at hospital, call connected, or reported to the police: an instant; null when not told */
  reportedAt: string | null
  /** scrubbed words of the place; null when there were none */
  placeText: string | null
  /** like texts have the same key; null without a text */
  placeKey: string | null
  places: PlaceCandidate[]
  unplaced: UnplacedReason | null
}
