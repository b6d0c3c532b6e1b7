/**
 * Gi* of a map of counts, its two-sided p and the p adjusted for the number of cells, in one walk: giStarRaster, twoSidedPs and adjustP
 * one after the other give the same numbers, bit for bit (by Hommel's method but for the last digit), and take three times as long.
 *
 * Why: z depends only on how many cells a neighbourhood has and on their sum, so 70,000 cells of whole counts have a few thousand
 * different z. Each needs its p once, and only those p need sorting (adjustGroupedP). Values that are not whole take the longer way.
 *
 * Assumptions and caveats: getisOrd.ts, normal.ts, adjust.ts.
 */
import { adjustGroupedP, adjustP, type AdjustMethod } from './adjust.ts'
import { type GiRaster, giStarFactors, giStarRaster, type WholeSums, wholeSums } from './giRaster.ts'
import { twoSidedPs } from './normal.ts'

export type GiTest = { z: Float64Array; p: Float64Array; adjustedP: Float64Array }

/** values: one per cell of the raster. */
export function giStarTest(values: ArrayLike<number>, raster: GiRaster, method: AdjustMethod): GiTest {
  const whole = wholeSums(values, raster)
  if (!whole) {
    const z = giStarRaster(values, raster)
    const p = twoSidedPs(z)
    return { z, p, adjustedP: adjustP(p, method) }
  }
  const { total, sums } = whole
  const { cells, sizes } = raster
  const factor = giStarFactors(whole, raster)
  const { groupOf, first, times } = groups(whole, raster)
  const groupZ = new Float64Array(first.length)
  for (let g = 0; g < first.length; g++) {
    const n = first[g]
    groupZ[g] = (cells * sums[n] - total * sizes[n]) * factor[sizes[n]]
  }
  const groupP = twoSidedPs(groupZ)
  const groupAdjusted = adjustGroupedP(groupP, times, method)
  const z = new Float64Array(cells)
  const p = new Float64Array(cells)
  const adjustedP = new Float64Array(cells)
  for (let n = 0; n < cells; n++) {
    const g = groupOf[n]
    z[n] = groupZ[g]
    p[n] = groupP[g]
    adjustedP[n] = groupAdjusted[g]
  }
  return { z, p, adjustedP }
}

/** Sums beyond this are rare, and make a group of their own each. */
const TABLE = 4096

/** Cells with equal sum and size: the group of each, and for each group one cell of it and how many they are. */
function groups({ sums, largest, least }: WholeSums, { cells, sizes }: GiRaster): { groupOf: Int32Array; first: Int32Array; times: Int32Array } {
  const columns = Math.min(TABLE, largest - least + 1)
  let mostCells = 0
  for (let n = 0; n < cells; n++) if (sizes[n] > mostCells) mostCells = sizes[n]
  const known = new Int32Array((mostCells + 1) * columns) // group + 1; 0: none yet
  const groupOf = new Int32Array(cells)
  const first = new Int32Array(cells)
  const times = new Int32Array(cells)
  let count = 0
  for (let n = 0; n < cells; n++) {
    const column = sums[n] - least
    const at = sizes[n] * columns + column
    let g = column < columns ? known[at] - 1 : -1
    if (g < 0) {
      g = count++
      first[g] = n
      if (column < columns) known[at] = count
    }
    groupOf[n] = g
    times[g]++
  }
  return { groupOf, first: first.subarray(0, count), times: times.subarray(0, count) }
}
