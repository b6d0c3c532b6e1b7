/**
 * Into which classes do counts go on a legend? Lower bounds of at most k classes of positive counts.
 *
 * Method: Fisher's natural breaks (least sum of squared deviations within classes) on the logarithm of the counts, every
 * cell counting once. Why not others: counts of violence are so skewed that equal steps put nearly all cells in one class
 * quantiles repeat the bound 1 and then join 9 with 300 in the top class; natural breaks on raw counts spend every class on the few
 * largest. On the logarithm, cells that differ by the same ratio differ by the same step, which is how a reader compares counts.
 *
 * Zero is not a class: it has its own look, as "suppressed" and "no data" have. Give published (protected) counts, never exact
 * ones: a bound is the value of some cell. Bounds are a picture of one field: to compare two maps, use the bounds of one.
 *
 * Source: Fisher, J. Am. Stat. Ass. 53 (1958) 789-798; Jenks 1977. The optimum is exact, by divide and conquer over distinct values.
 */

/**
 * Lower bounds, whole numbers, ascending, each at least 1; the first is the least positive count, and class i ends below bound
 * i + 1. Fewer than `classes` when there are fewer distinct counts; empty when no count is positive. Zero, negative and
 * NaN counts are passed over, fractions rounded down.
 */
export function countBreaks(counts: ArrayLike<number>, classes = 6): number[] {
  if (!Number.isInteger(classes) || classes < 1) throw new RangeError(`${classes} classes`)
  const cellsByCount = new Map<number, number>()
  for (let i = 0; i < counts.length; i++) {
    const count = Math.floor(counts[i])
    if (count >= 1 && count < Infinity) cellsByCount.set(count, (cellsByCount.get(count) ?? 0) + 1)
  }
  const distinct = Float64Array.from(cellsByCount.keys()).sort()
  if (distinct.length <= classes) return Array.from(distinct)
  const withinSquares = squaresOf(distinct, (count) => cellsByCount.get(count) ?? 0)
  return firstOfClasses(distinct.length, classes, withinSquares).map((d) => distinct[d])
}

/** (a, b) -> squared deviations of log counts a..b-1 about their mean, from running sums. */
function squaresOf(distinct: Float64Array, cellsWith: (count: number) => number): (a: number, b: number) => number {
  const d = distinct.length
  const cells = new Float64Array(d + 1)
  const sums = new Float64Array(d + 1)
  const squares = new Float64Array(d + 1)
  for (let i = 0; i < d; i++) {
    const weight = cellsWith(distinct[i])
    const x = Math.log(distinct[i])
    cells[i + 1] = cells[i] + weight
    sums[i + 1] = sums[i] + weight * x
    squares[i + 1] = squares[i] + weight * x * x
  }
  return (a, b) => squares[b] - squares[a] - (sums[b] - sums[a]) ** 2 / (cells[b] - cells[a])
}

/** The first index of each class of the best division of 0..d-1 into exactly k runs. */
function firstOfClasses(d: number, k: number, cost: (a: number, b: number) => number): number[] {
  let previous = Float64Array.from({ length: d + 1 }, (_, end) => (end === 0 ? Infinity : cost(0, end)))
  const starts: Uint32Array[] = []
  for (let c = 2; c <= k; c++) {
    const current = new Float64Array(d + 1).fill(Infinity)
    const start = new Uint32Array(d + 1)
    const before = previous
    // The best start of the last class never moves left as the end moves right, so each half searches its own range.
    const fill = (endLow: number, endHigh: number, startLow: number, startHigh: number): void => {
      if (endLow > endHigh) return
      const end = (endLow + endHigh) >> 1
      for (let s = Math.max(startLow, c - 1); s <= Math.min(startHigh, end - 1); s++) {
        const total = before[s] + cost(s, end)
        if (total < current[end]) {
          current[end] = total
          start[end] = s
        }
      }
      fill(endLow, end - 1, startLow, start[end])
      fill(end + 1, endHigh, start[end], startHigh)
    }
    fill(c, d, c - 1, d - 1)
    starts.push(start)
    previous = current
  }
  const firsts: number[] = []
  let end = d
  for (const start of starts.reverse()) {
    end = start[end]
    firsts.push(end)
  }
  firsts.push(0)
  return firsts.reverse()
}
