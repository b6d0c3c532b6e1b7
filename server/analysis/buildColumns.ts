import { cellToParent, getResolution } from 'h3-js'
import { UNPLACED_REASONS } from '../contract/vocabulary.ts'
import type { UnplacedReason } from '../contract/vocabulary.ts'
import { cellFromBigint } from '../domain/cell.ts'
import type { CandidateFact, IncidentFact } from '../domain/incident.ts'
import type { StudyArea } from '../domain/studyArea.ts'
import { planeOf } from './area.ts'
import { calendar, clampDay, dayStart, wallHour } from './calendar.ts'
import {
  bucketOf, categoryOf, DATE, detailOf, FIRST_CELL, firstSpan, HOURS, KINDS, mannerOf, MONTH, slotOfReason, sourceBits, SPAN, UNKNOWN_CHILD,
} from './columns.ts'
import type { Columns } from './columns.ts'
import { candidatesOf, createPending } from './buildCandidates.ts'
import { packSpan, spanLength, spanOffset } from './span.ts'

/** Rows that are sorted before others may have the thread: some milliseconds. */
const SLICE = 100_000

export type Place = { slot: number; child: number }

/** Finds the row of a cell; the same few cells come by again and again. */
const createPlaceOf = (studyArea: StudyArea): ((cell: string) => Place) => {
  const index = studyArea.index(9)
  const known = new Map<string, Place>()
  const find = (text: string): Place => {
    const cell = cellFromBigint(text)
    const resolution = getResolution(cell)
    if (resolution < 9) return { slot: slotOfReason('too-coarse'), child: UNKNOWN_CHILD }
    const row = index.get(cellToParent(cell, 9))
    if (row === undefined) return { slot: slotOfReason('outside-area'), child: UNKNOWN_CHILD }
    // Digits of an H3 index are three bits each; that of resolution 10 stands fifteen from the end.
    return { slot: FIRST_CELL + row, child: resolution < 10 ? UNKNOWN_CHILD : Number((BigInt(text) >> 15n) & 7n) }
  }
  return (text) => {
    let place = known.get(text)
    if (!place) known.set(text, (place = find(text)))
    return place
  }
}

const reasonSlots = new Map<UnplacedReason, Place>(UNPLACED_REASONS.map((reason) => [reason, { slot: slotOfReason(reason), child: UNKNOWN_CHILD }]))

/** A column in another order. */
function* gather<T extends Uint8Array | Uint16Array | Uint32Array | Float32Array>(column: T, order: Uint32Array): Generator<void, T> {
  const out = new (column.constructor as new (n: number) => T)(order.length)
  for (let i = 0; i < order.length; i++) {
    out[i] = column[order[i] ?? 0] ?? 0
    if (i % SLICE === SLICE - 1) yield
  }
  return out
}

const distinct = (column: Uint8Array): number[] => {
  const seen = new Uint8Array(256)
  for (let i = 0; i < column.length; i++) seen[column[i] ?? 0] = 1
  return [...seen.keys()].filter((value) => seen[value] === 1)
}

export type SideColumns = { points: boolean; candidates: boolean }

/**
 * Builds columns from incidents as the store tells them. `rows` is how many will come at most; `side`: what else is wanted, for which
 * the incidents must tell their candidates. The order is that of the buckets, then days, then of coming: it depends on nothing else.
 */
export const createColumnsBuilder = (studyArea: StudyArea, rows: number, side: SideColumns = { points: false, candidates: false }) => {
  const slot = new Uint32Array(rows)
  const day = new Uint16Array(rows)
  const category = new Uint8Array(rows)
  const manner = new Uint8Array(rows)
  const detail = new Uint8Array(rows)
  const kind = new Uint8Array(rows)
  const bits = new Uint8Array(rows)
  let offence: Uint16Array | null = null
  const offences = ['']
  const offenceAt = new Map<string, number>()
  let span: Uint32Array | null = null
  const long: number[] = []
  const points = side.points ? { x: new Float32Array(rows).fill(NaN), y: new Float32Array(rows).fill(NaN), radius: new Float32Array(rows).fill(NaN) } : null
  const pending = side.candidates ? createPending() : null
  const placeOf = createPlaceOf(studyArea)
  const plane = planeOf(studyArea.bbox)
  const { monthLast } = calendar()
  let n = 0

  const setOffence = (i: number, code: string): void => {
    let number = offenceAt.get(code)
    // A file with more codes than two bytes tell apart has no codes worth the name: the rest is kept as one that no list knows.
    if (number === undefined) offenceAt.set(code, (number = offences.length < 65_535 ? offences.push(code) - 1 : offences.length - 1))
    offence ??= new Uint16Array(rows)
    offence[i] = number
  }

  const setTime = (i: number, { from, to, kind: told }: IncidentFact): void => {
    const first = wallHour(from)
    const last = wallHour(Math.max(from, to - 1))
    const begins = Math.floor(first / 24)
    const ends = Math.floor(last / 24)
    const d = clampDay(begins)
    day[i] = d
    const hourKnown = told !== 'date' && told !== 'month'
    if (hourKnown && first === last) kind[i] = ((first % HOURS) + HOURS) % HOURS
    else if (told === 'date' && begins === ends) kind[i] = DATE
    else if (told === 'month' && d === begins && monthLast[d] === ends && (d === 0 || monthLast[d - 1] === d - 1)) kind[i] = MONTH
    else {
      kind[i] = SPAN
      span ??= new Uint32Array(rows)
      span[i] = packSpan(from - dayStart(d), Math.max(1, to - from), hourKnown, long)
    }
  }

  const setPoint = (i: number, best: CandidateFact | undefined): void => {
    if (!points || !best) return
    const [x, y] = plane(best.lat, best.lng)
    points.x[i] = x
    points.y[i] = y
    points.radius[i] = best.radiusM ?? NaN
  }

  const add = (fact: IncidentFact): void => {
    const i = n++
    if (i >= rows) throw new Error('more incidents than the ingest has in force')
    const place = (fact.unplaced !== null && reasonSlots.get(fact.unplaced)) || (fact.cell === null ? reasonSlots.get('no-coordinates') : placeOf(fact.cell))
    if (!place) throw new Error('a reason that is not in the list')
    slot[i] = place.slot
    bits[i] = sourceBits(fact.sources)
    category[i] = categoryOf(fact.category)
    manner[i] = mannerOf(fact.method, fact.placeType)
    detail[i] = detailOf(fact.ageBand, place.child, fact.level === 'snap-point')
    if (fact.offence !== null) setOffence(i, fact.offence)
    setTime(i, fact)
    setPoint(i, fact.candidates?.[0])
    pending?.add(i, fact, place, placeOf, plane)
  }

  /** Sorts, giving the thread away now and then. */
  function* sorting(): Generator<void, Columns> {
    const sets = distinct(bits.subarray(0, n))
    yield
    const setAt = new Uint8Array(256)
    sets.forEach((set, at) => (setAt[set] = at))
    // Two stable counting sorts: by day, then by bucket.
    const byDay = new Uint32Array(65_537)
    for (let i = 0; i < n; i++) {
      byDay[(day[i] ?? 0) + 1]!++
      if (i % SLICE === SLICE - 1) yield
    }
    for (let d = 0; d < 65_536; d++) byDay[d + 1]! += byDay[d] ?? 0
    const sorted = new Uint32Array(n)
    for (let i = 0; i < n; i++) {
      sorted[byDay[day[i] ?? 0]!++] = i
      if (i % SLICE === SLICE - 1) yield
    }
    const bucket = (i: number): number => bucketOf(sets.length, setAt[bits[i] ?? 0] ?? 0, kind[i] ?? 0)
    const starts = new Uint32Array(sets.length * KINDS + 1)
    for (let i = 0; i < n; i++) {
      starts[bucket(i) + 1]!++
      if (i % SLICE === SLICE - 1) yield
    }
    for (let b = 1; b < starts.length; b++) starts[b]! += starts[b - 1] ?? 0
    const next = starts.slice()
    const order = new Uint32Array(n)
    for (let k = 0; k < n; k++) {
      const i = sorted[k] ?? 0
      order[next[bucket(i)]!++] = i
      if (k % SLICE === SLICE - 1) yield
    }
    const columns: Columns = {
      n, sets, starts, slot: yield* gather(slot, order), day: yield* gather(day, order), category: yield* gather(category, order),
      manner: yield* gather(manner, order), detail: yield* gather(detail, order),
      offence: null, offences, spans: new Uint32Array(0), longSpans: Float64Array.from(long), firstDay: 65_535, lastDay: 0,
      present: { category: [], manner: [], detail: [] }, points: null, candidates: null,
    }
    yield
    if (offence) {
      const codes = yield* gather<Uint16Array>(offence, order)
      columns.offence = offences.length <= 256 ? new Uint8Array(codes) : codes
    }
    if (span) columns.spans = yield* gather<Uint32Array>(span, order.subarray(firstSpan(columns)))
    columns.present.category = distinct(columns.category)
    yield
    columns.present.manner = distinct(columns.manner)
    yield
    columns.present.detail = distinct(columns.detail)
    yield
    if (points) columns.points = { x: yield* gather(points.x, order), y: yield* gather(points.y, order), radius: yield* gather(points.radius, order) }
    if (pending) columns.candidates = candidatesOf(pending, order)
    return Object.assign(columns, extent(columns))
  }

  /** Sorts at once. */
  const columns = (): Columns => {
    const work = sorting()
    for (;;) {
      const { done, value } = work.next()
      if (done) return value
    }
  }

  return { add, added: () => n, sorting, columns }
}

/**
 * First and last local day that any row touches, or a day more: what lies outside of a period, or wholly inside, is seen at a glance.
 * Days ascend in a bucket, so its ends are enough; only spans are looked at one by one.
 */
const extent = (c: Columns): { firstDay: number; lastDay: number } => {
  const { monthLast } = calendar()
  let [firstDay, lastDay] = [65_535, 0]
  const widen = (first: number, last: number): void => {
    firstDay = Math.min(firstDay, first)
    lastDay = Math.max(lastDay, last)
  }
  const [months, spans] = [MONTH * c.sets.length, SPAN * c.sets.length]
  for (let bucket = 0; bucket < spans; bucket++) {
    const [from, to] = [c.starts[bucket] ?? 0, c.starts[bucket + 1] ?? 0]
    if (from === to) continue
    const last = c.day[to - 1] ?? 0
    widen(c.day[from] ?? 0, bucket < months ? last : (monthLast[last] ?? 0))
  }
  const zero = firstSpan(c)
  for (let i = zero; i < c.n; i++) {
    const packed = c.spans[i - zero] ?? 0
    const day = c.day[i] ?? 0
    // An hour to spare, for a clock that changes on the way.
    widen(day, clampDay(day + Math.floor((spanOffset(packed, c.longSpans) + Math.abs(spanLength(packed, c.longSpans)) - 1 + 3_600) / 86_400)))
  }
  return { firstDay, lastDay }
}
