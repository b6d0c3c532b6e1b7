/**
 * How sure is it that a cell (or zone) is among the top k? The counting part of hotspot confidence: over many replicate fields, the
 * share in which each row is among the k largest.
 *
 *   P(row among the top k) = mean over replicates of its membership, 0..1
 *   membership: 1 above the k-th largest value, 0 below it; rows equal to it share the places that are left
 *     fractional: each gets (k - rows above) / (rows equal), so the order of rows cannot matter
 *     random: that many of them are drawn, by the replicate's own stream
 *
 * The replicates carry the doubt (places, chance, grid), this only counts: a doubt nobody simulated is not in the answer.
 * Rows at or below `floor` are never top, even where fewer than k stand above it: with a field of counts and floor 0, an empty cell
 * is in no top set. NaN is never top. Standard error of a probability from B replicates: sqrt(P (1 - P) / B).
 *
 * Memory does not grow with the replicates. Sums are kept as whole multiples of 2^-32, so that they are exact and adding in
 * another order, or merging the sums of two workers, gives the same bytes (up to two million replicates).
 */
import type { Random } from './random.ts'

const UNIT = 0x100000000

export type TopCounts = {
  readonly rows: number
  /** The k asked for. */
  readonly ks: readonly number[]
  replicates: number
  /** ks.length × rows, in multiples of 2^-32. */
  readonly sums: Float64Array
}

/** Empty counts. ks: whole numbers from 1 on; k beyond the number of rows means all of them. */
export function createTopCounts(rows: number, ks: readonly number[]): TopCounts {
  if (!Number.isInteger(rows) || rows < 0) throw new RangeError(`rows is ${rows}: a whole number from 0 on is needed`)
  for (const k of ks) needK(k)
  return { rows, ks: [...ks], replicates: 0, sums: new Float64Array(rows * ks.length) }
}

/** Adds one replicate. With `random` (the replicate's own stream) ties are drawn, else shared. */
export function addReplicate(counts: TopCounts, field: ArrayLike<number>, floor = -Infinity, random?: Random): void {
  if (field.length !== counts.rows) throw new RangeError(`a field of ${field.length} for ${counts.rows} rows`)
  counts.ks.forEach((k, which) => {
    const { limit, share } = topLimit(field, k, floor)
    const start = which * counts.rows
    for (let i = 0; i < field.length; i++) if (field[i] > limit) counts.sums[start + i] += UNIT
    if (share === 0) return
    const part = Math.round(share * UNIT)
    if (part === UNIT || !random) {
      for (let i = 0; i < field.length; i++) if (field[i] === limit) counts.sums[start + i] += part
    } else {
      for (const i of drawnAmong(field, limit, share, random)) counts.sums[start + i] += UNIT
    }
  })
  counts.replicates++
}

/** Adds what another range of replicates counted. */
export function mergeTopCounts(into: TopCounts, from: TopCounts): void {
  if (from.rows !== into.rows || from.ks.join() !== into.ks.join()) throw new RangeError('counts of other rows or of another k')
  for (let i = 0; i < into.sums.length; i++) into.sums[i] += from.sums[i]
  into.replicates += from.replicates
}

/** Probability of each row to be among the top ks[which]; NaN before the first replicate. */
export function topProbabilities(counts: TopCounts, which = 0): Float64Array {
  if (!(which in counts.ks)) throw new RangeError(`which is ${which}: there are ${counts.ks.length} k`)
  const { rows, sums, replicates } = counts
  return sums.slice(which * rows, (which + 1) * rows).map((sum) => sum / UNIT / replicates)
}

/** Fractional membership of each row in the top k of one field, 0..1; sums to k where k rows stand above the floor. */
export function topMembership(field: ArrayLike<number>, k: number, floor = -Infinity): Float64Array {
  const { limit, share } = topLimit(field, k, floor)
  return Float64Array.from(field, (x) => (x > limit ? 1 : x === limit ? share : 0))
}

/** The k-th largest value above the floor, and the part of the rows equal to it that still find a place (0 where all rows above do). */
export function topLimit(field: ArrayLike<number>, k: number, floor = -Infinity): { limit: number; share: number } {
  needK(k)
  // The k largest so far, the smallest of them on top of the heap: almost every row costs one comparison.
  const heap = new Float64Array(Math.min(k, field.length))
  let size = 0
  for (let i = 0; i < field.length; i++) {
    const x = field[i]
    if (!(x > floor)) continue
    if (size < heap.length) siftUp(heap, size++, x)
    else if (x > heap[0]) siftDown(heap, x)
  }
  if (size === 0) return { limit: Infinity, share: 0 }
  const limit = heap[0]
  let above = 0
  let equal = 0
  for (let i = 0; i < field.length; i++) {
    if (field[i] > limit) above++
    else if (field[i] === limit) equal++
  }
  return { limit, share: Math.min(1, (k - above) / equal) }
}

function siftUp(heap: Float64Array, from: number, x: number): void {
  let i = from
  while (i > 0) {
    const parent = (i - 1) >> 1
    if (heap[parent] <= x) break
    heap[i] = heap[parent]
    i = parent
  }
  heap[i] = x
}

/** Puts x in the place of the smallest. */
function siftDown(heap: Float64Array, x: number): void {
  const n = heap.length
  let i = 0
  for (let child = 1; child < n; child = 2 * i + 1) {
    if (child + 1 < n && heap[child + 1] < heap[child]) child++
    if (heap[child] >= x) break
    heap[i] = heap[child]
    i = child
  }
  heap[i] = x
}

/** Rows equal to the limit, as many as there are places for, each set of them equally likely. */
function drawnAmong(field: ArrayLike<number>, limit: number, share: number, random: Random): number[] {
  const tied: number[] = []
  for (let i = 0; i < field.length; i++) if (field[i] === limit) tied.push(i)
  const places = Math.round(share * tied.length)
  for (let i = 0; i < places; i++) {
    const j = i + random.below(tied.length - i)
    const kept = tied[i]
    tied[i] = tied[j]
    tied[j] = kept
  }
  return tied.slice(0, places)
}

function needK(k: number): void {
  if (!Number.isInteger(k) || k < 1) throw new RangeError(`k is ${k}: a whole number from 1 on is needed`)
}
