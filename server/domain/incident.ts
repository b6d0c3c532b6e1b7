import { shortDigest } from './digest.ts'
import type { Category, Source } from '../contract/vocabulary.ts'
import type { PlaceLevel, UnplacedReason } from './location.ts'

/** One incident in force as the work-gate reads it. Days are local (Europe/London), `YYYY-MM-DD`, half-open. */
export type IncidentFact = {
  /** whose cases tell of it, at least one */
  sources: Source[]
  category: Category | null
  from: string
  to: string
  unplaced: UnplacedReason | null
  /** H3 index as the text of a bigint; null without a place */
  cell: string | null
  level: PlaceLevel | null
}

/** One month of one organisation that an ingest has in force. */
export type InForce = {
  ingestId: number
  profile: string
  sha256: string
  organisation: string
  source: Source
  from: string
  to: string
  rows: number
}

/** Says which data: the same files in force, read by the same profile versions, give the same version in any database. */
export const dataVersionOf = (data: InForce[]): string =>
  shortDigest(data.map((d) => [d.profile, d.sha256, d.source, d.organisation, d.from, d.to]))
