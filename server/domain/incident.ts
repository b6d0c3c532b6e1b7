import { shortDigest } from './digest.ts'
import type { AgeBand, Category, Method, PlaceLevel, PlaceType, Said, Source, Standard, TimeKind, UnplacedReason } from '../contract/vocabulary.ts'

/** One incident in force as the work-gate reads it. Times are seconds since 1970, half-open. */
export type IncidentFact = {
  /** whose cases tell of it, at least one */
  sources: Source[]
  category: Category | null
  from: number
  to: number
  kind: TimeKind
  unplaced: UnplacedReason | null
  /** H3 index as the text of a bigint; null without a place */
  cell: string | null
  level: PlaceLevel | null
  method: Said<Method>
  placeType: Said<PlaceType>
  ageBand: Said<AgeBand>
  /** as recorded by the police; null when none was told */
  offence: string | null
  /** told when asked for: every place it may have happened at, most probable first */
  candidates?: CandidateFact[]
}

/** A candidate of a place as the work-gate reads it; see PlaceCandidate. */
export type CandidateFact = { cell: string; lat: number; lng: number; radiusM: number | null; level: PlaceLevel; probability: number }

/** A stretch of local days [from, to) of one organisation that an ingest has in force. */
export type InForce = {
  ingestId: number
  profile: string
  standard: Standard
  sha256: string
  organisation: string
  source: Source
  from: string
  to: string
  /** incidents founded by it and in force */
  incidents: number
  /** lines that were set aside and have been mended since */
  mended: string
}

/**
 * Says which data: the same files in force, read by the same profile versions, with the same rows mended and the same decisions about
 * places (`decisions` is their digest), give the same version in any database.
 */
export const dataVersionOf = (data: InForce[], decisions: string): string =>
  shortDigest([...data.map((d) => [d.profile, d.sha256, d.source, d.organisation, d.from, d.to, d.incidents, d.mended]), decisions])
