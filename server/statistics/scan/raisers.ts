/**
 * What to add to the count of each window of time so that a lane's flag (lanes.ts) shows a count worth a logarithm; and the coarser
 * question, whether a longest window holds enough cases for any window inside it.
 */
import { type Lanes, raiser } from './lanes.ts'
import { type Ladder, rungOf, rungScale } from './likelihood.ts'
import type { ScanPlan } from './plan.ts'
import { timeWindows } from './timeWindows.ts'

export function createRaisers(plan: ScanPlan, { smallest }: Ladder) {
  const { intervals, minIntervals, maxIntervals, timeSum, divisor, siteTime } = plan
  const { from, to, ofLength } = timeWindows(plan)
  // Rung of a window of time is the root of the circle's weight times this: no root is taken in the loop. Steady populations only.
  const rungs = Float64Array.from(from, (start, w) => rungScale(timeSum[to[w]] - timeSum[start], divisor))
  const raise = new Int32Array(from.length)
  const least = new Int32Array(intervals)
  const coarse = new Int32Array(intervals)

  /** sums: expected cases up to each time, for populations that change; root: of the circle's weight, for others. */
  const setRaise = (lanes: Lanes, sums: Float64Array, root: number): void => {
    if (siteTime) {
      for (let w = 0; w < raise.length; w++) raise[w] = raiser(lanes, smallest[rungOf(Math.max(0, sums[to[w]] - sums[from[w]]))])
    } else for (let w = 0; w < raise.length; w++) raise[w] = raiser(lanes, smallest[(root * rungs[w]) | 0])
  }

  /**
   * Every window inside a longest one holds a shortest one, whose smallest count is the least of all of them. False where the
   * longest windows hold so much by chance that the question would not pay.
   */
  const setCoarse = (lanes: Lanes, sums: Float64Array, weight: number): boolean => {
    if (maxIntervals === minIntervals) return false
    const all = siteTime ? sums[intervals] : (weight * timeSum[intervals]) / divisor
    const longest = (all * maxIntervals) / intervals
    if (smallest[rungOf((all * minIntervals) / intervals)] < longest + 2.5 * Math.sqrt(longest) + 1) return false
    const root = Math.sqrt(weight)
    const first = ofLength[minIntervals]
    for (let t = 0; t + minIntervals <= intervals; t++) {
      least[t] = smallest[siteTime ? rungOf(Math.max(0, sums[t + minIntervals] - sums[t])) : (root * rungs[first + t]) | 0]
    }
    for (let start = 0; start + maxIntervals <= intervals; start++) {
      let lowest = least[start]
      for (let t = start + 1; t + minIntervals <= start + maxIntervals; t++) if (least[t] < lowest) lowest = least[t]
      coarse[start] = raiser(lanes, lowest)
    }
    return true
  }
  return { raise, coarse, setRaise, setCoarse }
}

/** Its flags are those of the lanes that some window of time raises. sums: cases up to each time, of all lanes. */
export function anyRaised({ intervals, minIntervals, maxIntervals }: ScanPlan, sums: Int32Array, raise: Int32Array): number {
  let raised = 0
  let w = 0
  for (let length = minIntervals; length <= maxIntervals; length++) {
    for (let stop = length; stop <= intervals; stop++, w++) raised |= (sums[stop] - sums[stop - length] + raise[w]) | 0
  }
  return raised
}

export function anyCoarse({ intervals, maxIntervals }: ScanPlan, sums: Int32Array, coarse: Int32Array, flags: number): boolean {
  let raised = 0
  for (let stop = maxIntervals; stop <= intervals; stop++) raised |= (sums[stop] - sums[stop - maxIntervals] + coarse[stop - maxIntervals]) | 0
  return (raised & flags) !== 0
}
