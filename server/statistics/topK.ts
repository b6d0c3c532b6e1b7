/**
 * Which rows are among the top k of a field, and what of those that tie for the last places? For hotspot confidence and stability.
 *
 *   membership: 1 above the k-th largest value, 0 below it; rows equal to it share the places that are left: each gets
 *   (k - rows above) / (rows equal), so the order of rows cannot matter
 *
 * Rows at or below `floor` are never top, even where fewer than k stand above it: with a field of counts and floor 0, an empty cell
 * is in no top set. NaN is never top. k beyond the number of rows means all of them.
 */

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

function needK(k: number): void {
  if (!Number.isInteger(k) || k < 1) throw new RangeError(`k is ${k}: a whole number from 1 on is needed`)
}
