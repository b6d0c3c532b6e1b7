/**
 * What is a place on its way to? Each cell's history of hot and cold steps put into one of the classes of Emerging Hot Spot Analysis.
 *
 * Input per cell: hot (+1), cold (-1) or neither (0) at each step, and the trend (Mann-Kendall z) of its Gi* z over the
 * steps. "Mostly" is 90 % of the steps or more. The first class that fits, for a cell that is hot in the last step:
 *   new            hot in the last step and never before
 *   consecutive    hot in the last two or more steps without a gap, never before these, not mostly
 *   intensifying   mostly hot, and the trend rises significantly
 *   diminishing    mostly hot, and the trend falls significantly
 *   persistent     mostly hot, and no significant trend
 *   oscillating    not mostly hot, hot before with a gap, and cold in some step
 *   sporadic       not mostly hot, hot before with a gap, and never cold
 * and for a cell that is not hot in the last step:
 *   historical     mostly hot
 * The same for cold, where "intensifying" means that z falls. Hot is asked first: mostly hot and cold in the last step is historical hot.
 * none: the rest.
 * A cell that is new or consecutive may have been cold before: the rule speaks of hot alone.
 *
 * Classes are names for a picture, not tests: they hang on the significance level, the length of a step and its number. Fewer
 * than about 10 steps give trends no chance, and "90 %" of 5 steps is all five. The last step must be complete.
 *
 * Source: Esri, ArcGIS Pro, How Emerging Hot Spot Analysis works (definitions); there significance is Gi* at 90 % after false
 * discovery rate, trend at 90 %.
 */
import { twoSidedP } from './normal.ts'

/** Class by code: hot is the place in this list, cold its negative, 0 none. */
export const EMERGING = [
  'none',
  'new',
  'consecutive',
  'intensifying',
  'persistent',
  'diminishing',
  'sporadic',
  'oscillating',
  'historical',
] as const
export type Emerging = (typeof EMERGING)[number]

const code = Object.fromEntries(EMERGING.map((name, i) => [name, i])) as Record<Emerging, number>

export type EmergingOptions = {
  /** Level at which a trend is significant (two-sided p below it); 0.1 unless given. */
  trendLevel?: number
  /** Share of steps that is "mostly"; 0.9 unless given. */
  mostly?: number
}

/**
 * Code of each cell. significance: cells x steps, the steps of a cell side by side, > 0 hot, < 0 cold. trend: Mann-Kendall z of each
 * cell (mannKendallRows); NaN is no trend.
 */
export function emergingHotspots(
  significance: ArrayLike<number>,
  steps: number,
  trend: ArrayLike<number>,
  { trendLevel = 0.1, mostly = 0.9 }: EmergingOptions = {},
): Int8Array {
  if (!(Number.isInteger(steps) && steps > 0)) throw new RangeError(`steps is ${steps}: a whole number from 1 on is needed`)
  if (significance.length !== trend.length * steps) {
    throw new RangeError(`${significance.length} bins for ${trend.length} cells x ${steps} steps`)
  }
  if (!(trendLevel >= 0 && trendLevel <= 1)) throw new RangeError(`trendLevel is ${trendLevel}: a number from 0 to 1 is needed`)
  if (!(mostly > 0 && mostly <= 1)) throw new RangeError(`mostly is ${mostly}: a number above 0, at most 1 is needed`)
  // 0.9 times 10 steps is 9, whatever the rounding of 0.9.
  const enough = Math.ceil(mostly * steps - 1e-9)
  return Int8Array.from(trend, (z, i) => {
    const direction = twoSidedP(z) < trendLevel ? Math.sign(z) : 0
    const hot = classOf(significance, i * steps, steps, 1, direction, enough)
    return hot !== 0 ? hot : -classOf(significance, i * steps, steps, -1, -direction, enough)
  })
}

/** Class seen from one side: `side` 1 asks for hot, -1 for cold; trend 1 is towards that side. */
function classOf(bins: ArrayLike<number>, from: number, steps: number, side: number, trend: number, enough: number): number {
  let own = 0
  let opposite = 0
  let run = 0 // length of the run that ends at the last step
  for (let t = from; t < from + steps; t++) {
    const sign = Math.sign(bins[t]) * side
    if (sign > 0) {
      own++
      run++
    } else {
      if (sign < 0) opposite++
      run = 0
    }
  }
  if (run === 0) return own >= enough && own > 0 ? code.historical : code.none
  if (own === 1) return code.new
  if (own >= enough) return trend > 0 ? code.intensifying : trend < 0 ? code.diminishing : code.persistent
  if (run === own) return code.consecutive
  return opposite > 0 ? code.oscillating : code.sporadic
}
