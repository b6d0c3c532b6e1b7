import type { AnalysisKind } from '../contract/methodGuide.ts'

/**
 * What is known of the data behind one question before its answer is believed. A fact that is left out is not known, or does not
 * matter to the method: no rule speaks of it.
 */
export type AdviceFacts = {
  kind: AnalysisKind
  /** incidents on the map, of the first side or the later period where there are two */
  incidents: number
  /** cells tested, or areas */
  cells?: number
  resolution?: number
  /** rings of the neighbourhood */
  k?: number
  /** mean incidents in a cell with its neighbours */
  perNeighbourhood?: number
  /** the second side, or the other period */
  otherIncidents?: number
  /** incidents that have no place exact enough for a cell, as a share of all that match, 0–1 */
  coarseShare?: number
  /** radius within which places lie, metres: half and nine tenths of the incidents are placed at least as well */
  radiusMedianM?: number
  radiusP90M?: number
  /** share of incidents whose radius is told at all */
  radiusKnownShare?: number
  /** places were moved to shared public points before we got them */
  snapPoints?: boolean
  /** services whose incidents are added up */
  sources?: number
  /** months of the period, and how many of them were received whole; the same of the other period */
  months?: number
  monthsReceived?: number
  otherMonths?: number
  otherMonthsReceived?: number
  /** both periods cover the same months of the year */
  sameSeason?: boolean
  /** share of incidents of which no one day is known: their month only, or several days */
  monthOnlyShare?: number
  /** incidents carry weights or harm instead of counting one each */
  weighted?: boolean
  /** days of harm are added up, not incidents */
  harm?: boolean
  /** time steps that were received whole, and their length */
  timeSteps?: number
  step?: 'week' | 'month' | 'quarter'
  /** longest stretch of a space-time window, months */
  windowMonths?: number
  /** cells where the denominator is 0, as a share of all, and the incidents in them */
  zeroDenominators?: number
  incidentsWithoutDenominator?: number
  /** metres over which a point is spread; within which points are neighbours; upper end of the first distance band */
  bandwidthM?: number
  epsM?: number
  firstBandM?: number
  /** least size of a group of points */
  minPoints?: number
  /** cells that are hot, on each side */
  hotCells?: number
  otherHotCells?: number
  /** how many places are to be told of, or picked */
  top?: number
  /** share of the area that is to be picked */
  share?: number
  replicates?: number
  alpha?: number
  adjustment?: string
  /** p of each cell comes from its replicates, so it cannot be smaller than 1 / (replicates + 1) */
  pFromReplicates?: boolean
}

/** Mean edge of H3 cells, metres (h3geo.org table of resolutions). A rule of thumb needs no finer figure than the world's mean. */
export const EDGE_M: Readonly<Record<number, number>> = { 7: 1406, 8: 531, 9: 201, 10: 76 }

/** Cells of a neighbourhood of k rings, the middle one included. */
export const neighbourhoodCells = (k: number): number => 1 + 3 * k * (k + 1)

/** The value at a place of the ascending order, without sorting all of them (Hoare's selection): moves the values about. */
const nth = (values: Float64Array, place: number): number => {
  let [low, high] = [0, values.length - 1]
  while (low < high) {
    const pivot = values[(low + high) >> 1]!
    let [i, j] = [low, high]
    while (i <= j) {
      while (values[i]! < pivot) i++
      while (values[j]! > pivot) j--
      if (i > j) break
      const kept = values[i]!
      values[i++] = values[j]!
      values[j--] = kept
    }
    if (place <= j) high = j
    else if (place >= i) low = i
    else break
  }
  return values[place] ?? Number.NaN
}

/** Median and ninth decile of the radii that are told (not NaN), and the share of incidents that have one. */
export const radiusFacts = (radius: ArrayLike<number>): Pick<AdviceFacts, 'radiusMedianM' | 'radiusP90M' | 'radiusKnownShare'> => {
  const all = new Float64Array(radius.length)
  let n = 0
  for (let i = 0; i < radius.length; i++) if ((radius[i] ?? Number.NaN) >= 0) all[n++] = radius[i] ?? 0
  const told = all.subarray(0, n)
  if (radius.length === 0) return {}
  if (n === 0) return { radiusKnownShare: 0 }
  // The least radius that holds for as large a share at least.
  const at = (share: number): number => nth(told, Math.ceil(share * n) - 1)
  return { radiusMedianM: at(0.5), radiusP90M: at(0.9), radiusKnownShare: n / radius.length }
}
