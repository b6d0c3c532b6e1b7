import { ASKED_AGE_BANDS, ASKED_METHODS, ASKED_PLACE_TYPES } from '../contract/query.ts'
import { CATEGORIES, SOURCES, UNPLACED_REASONS } from '../contract/vocabulary.ts'
import type { ExcludedKind, Source } from '../contract/vocabulary.ts'

// Incidents of one ingest as parallel columns, in buckets: first by the hour of the week, sources together; what has no one hour comes
// after. Days ascend inside a bucket, so that a filter by source, hours and period touches nothing but what it counts.
// 9 bytes an incident, and 1 or 2 more where offences are told, 4 where the time is a range over several hours.

/** What stands in a cell's place where there is none, by the low numbers of `slot`. */
export const SLOT_REASONS: readonly ExcludedKind[] = [...UNPLACED_REASONS, 'place-unsure', 'finer-than-known']
/** Row 0 of the study area's res-9 cells has this slot. */
export const FIRST_CELL = 16
export const slotOfReason = (reason: ExcludedKind): number => SLOT_REASONS.indexOf(reason)

export const UNKNOWN_CATEGORY = 255
export const UNKNOWN_HOUR = 255
/** Place of a res-10 cell in its parent, 0–6: its row is 7 × the parent's + this. 7: not known so finely. */
export const UNKNOWN_CHILD = 7

/** Kinds of bucket: the hours 0–167 of the week, then these. `SPAN`: over several hours, see `spans`. */
export const HOURS = 168
export const DATE = 168
export const MONTH = 169
export const SPAN = 170
export const KINDS = 171

/** Every place each uncertain incident may have happened at: entries starts[n] … starts[n + 1) of rows[n]; their p sum to 1. */
export type Candidates = {
  rows: Uint32Array
  starts: Uint32Array
  slot: Uint32Array
  child: Uint8Array
  p: Float64Array
  x: Float32Array
  y: Float32Array
  radius: Float32Array
}

/** Best place of each incident, metres east and north of the middle of the study area, and the radius it is known to; NaN without one. */
export type Points = { x: Float32Array; y: Float32Array; radius: Float32Array }

export type Columns = {
  n: number
  /** sets of sources there are, ascending; bit n: SOURCES[n] tells of it */
  sets: number[]
  /** first row of bucket `bucketOf(set, kind)`, and after the last one n */
  starts: Uint32Array
  /** FIRST_CELL + row in the study area's res-9 cells, or the position of a reason in SLOT_REASONS */
  slot: Uint32Array
  /** local calendar day it begins on, from 1900 (see calendar.ts) */
  day: Uint16Array
  /** position in CATEGORIES, or UNKNOWN_CATEGORY */
  category: Uint8Array
  /** see mannerOf */
  manner: Uint8Array
  /** see detailOf */
  detail: Uint8Array
  /** position in `offences`, 0: none told; null when none is told at all */
  offence: Uint8Array | Uint16Array | null
  offences: string[]
  /** of the rows of the span buckets, from the first: how far it reaches, see span.ts */
  spans: Uint32Array
  longSpans: Float64Array
  /** first and last local day that any row touches */
  firstDay: number
  lastDay: number
  /** values that occur */
  present: { category: number[]; manner: number[]; detail: number[] }
  points: Points | null
  candidates: Candidates | null
}

/** Hours of all sets of sources, then dates, months and spans: spans are the last rows of all. */
export const bucketOf = (sets: number, set: number, kind: number): number => (kind < HOURS ? set * HOURS + kind : kind * sets + set)

export const startOf = (c: Columns, set: number, kind: number): number => c.starts[bucketOf(c.sets.length, set, kind)] ?? 0
export const endOf = (c: Columns, set: number, kind: number): number => c.starts[bucketOf(c.sets.length, set, kind) + 1] ?? 0
/** First of the rows that `spans` tells of. */
export const firstSpan = (c: Columns): number => c.starts[SPAN * c.sets.length] ?? 0

const positions = <T extends string>(words: readonly T[]): ReadonlyMap<string, number> => new Map(words.map((word, i) => [word, i]))
const categoryAt = positions(CATEGORIES)
const methodAt = positions(ASKED_METHODS)
const placeTypeAt = positions(ASKED_PLACE_TYPES)
const ageBandAt = positions(ASKED_AGE_BANDS)

if (Math.max(methodAt.size, placeTypeAt.size, ageBandAt.size) > 16 || SLOT_REASONS.length > FIRST_CELL) throw new Error('a vocabulary has outgrown its four bits in the columns')

/** Missing and not asked are unknown too. */
const at = (where: ReadonlyMap<string, number>, word: string): number => where.get(word) ?? where.size - 1

export const categoryOf = (category: string | null): number => (category === null ? UNKNOWN_CATEGORY : (categoryAt.get(category) ?? UNKNOWN_CATEGORY))
/** Method in the high four bits, kind of place in the low ones. */
export const mannerOf = (method: string, placeType: string): number => (at(methodAt, method) << 4) | at(placeTypeAt, placeType)
/** Age band in the high four bits, then the res-10 cell's place in its parent, then whether the place is an anonymised snap point. */
export const detailOf = (ageBand: string, child: number, snapPoint: boolean): number => (at(ageBandAt, ageBand) << 4) | (child << 1) | Number(snapPoint)

export const methodOfManner = (manner: number): string => ASKED_METHODS[manner >> 4] ?? ''
export const placeTypeOfManner = (manner: number): string => ASKED_PLACE_TYPES[manner & 15] ?? ''
export const ageBandOfDetail = (detail: number): string => ASKED_AGE_BANDS[detail >> 4] ?? ''
export const childOfDetail = (detail: number): number => (detail >> 1) & 7
export const isSnapPoint = (detail: number): boolean => (detail & 1) === 1

/** Sources as a set of bits. */
export const sourceBits = (sources: readonly Source[]): number => sources.reduce((bits, source) => bits | (1 << SOURCES.indexOf(source)), 0)
export const sourcesOfBits = (bits: number): Source[] => SOURCES.filter((_, i) => (bits & (1 << i)) !== 0)

/** Bytes that columns hold, without points and candidates. */
export const bytesOf = (c: Columns): number =>
  [c.starts, c.slot, c.day, c.category, c.manner, c.detail, c.offence, c.spans, c.longSpans].reduce((sum, column) => sum + (column?.byteLength ?? 0), 0)
