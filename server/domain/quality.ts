import type { Source } from '../contract/vocabulary.ts'

/** What the tables say of one organisation's cases of one local month (the day by which files speak): plain counts, nothing judged. */
export type SiteMonth = {
  month: string
  cases: number
  /** at somebody's home */
  home: number
  /** not at home, by what became of the place: together they are all that are not at home */
  usable: number
  blank: number
  coarse: number
  ambiguous: number
  unknownWords: number
  ownPlace: number
  /** told to a day or better */
  timed: number
  noTimeOfDay: number
  /** told to the minute by somebody, not filled in with the arrival; and of these on a whole or half hour */
  minutes: number
  heaped: number
  atArrival: number
  afterArrival: number
  methodAsked: number
  methodUnsaid: number
  placeTypeAsked: number
  placeTypeUnsaid: number
  /** with a kind of place and words, and those where the two speak against each other */
  comparable: number
  against: number
  /** cases whose row had something like personal data in it that was removed */
  scrubbed: number
}

/** A text that several cases of a site share; `text` is null while no spelling of it stands five times. */
export type SharedText = { text: string | null; cases: number; placed: number; ownPlace: number }

/** One file's word for [from, to) of a site. `sites`: how many organisations the file speaks for. */
export type FilePiece = { ingestId: number; from: string; to: string; inForce: boolean; receivedAt: string; rowsRead: number; rowsQuarantined: number; sites: number }

export type SiteFacts = {
  id: number
  source: Source
  organisation: string
  months: SiteMonth[]
  /** most frequent first */
  texts: SharedText[]
  files: FilePiece[]
  /** when anything of it first came in, ISO 8601; null: never */
  firstReceivedAt: string | null
  /** first month it has ever spoken for */
  firstMonth: string | null
}
