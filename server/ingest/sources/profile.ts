import type { Category, ProfileName, Source } from '../../contract/vocabulary.ts'
import type { Case, EventTime } from '../../domain/case.ts'
import type { PlaceLevel } from '../../domain/location.ts'

/** What a profile reads out of one row, before places are judged. Text that is missing is ''. */
export type ReadRow = {
  organisation: string
  /** identifier that the supplier gives to the event, '' when it gives none */
  reference: string
  month: string
  time: EventTime
  category: Category | null
  categoryOriginal: string
  reporting: Case['reporting']
  lat: string
  lng: string
}

/** How one supplier's files become standard fields. Raise `version` whenever a reading changes. */
export type Profile = {
  name: ProfileName
  version: number
  source: Source
  /** accepted header lines: our field name → the supplier's column name, one entry for each known style */
  headers: Record<string, string>[]
  placeLevel: PlaceLevel
  /** finest H3 resolution that the supplier's coordinates bear */
  resolution: number
  /** reads a row whose fields are found by our names; throws a Problem when the row shows that the file is not usable */
  read(row: Record<string, string>, where: { file: string; line: number }): ReadRow
}
