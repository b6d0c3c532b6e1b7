/**
 * The place of each value in the order of all, from 1 for the smallest; equal values share the mean of their places
 * (mid-ranks, R's rank(ties.method = "average")). From the largest: n + 1 - rank.
 *
 * Ranks are whole or half numbers, so sums of ranks are exact. A NaN has no place: RangeError that names its row.
 */
import { ascendingOrder } from './order.ts'

/** Mid-rank of each value, 1..n. */
export function midRanks(values: ArrayLike<number>): Float64Array {
  const n = values.length
  const column = Float64Array.from(values)
  const missing = column.findIndex((x) => Number.isNaN(x))
  if (missing >= 0) throw new RangeError(`values[${missing}] is not a number: it has no rank`)
  const order = ascendingOrder(column)
  const ranks = new Float64Array(n)
  for (let from = 0; from < n; ) {
    let to = from + 1
    while (to < n && column[order[to]] === column[order[from]]) to++
    const shared = (from + 1 + to) / 2
    for (let k = from; k < to; k++) ranks[order[k]] = shared
    from = to
  }
  return ranks
}
