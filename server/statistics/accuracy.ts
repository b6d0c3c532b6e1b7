/**
 * Would the places picked from one period have caught the next one's violence? A set of cells is picked, and scored on the counts
 * of a later period.
 *
 *   n of N later incidents lie in the picked cells, which cover a of A km²; n*: the most that any cells of a km² could have held
 *   hit rate           n / N
 *   search efficiency  n / a                            incidents per km²
 *   PAI                (n / N) / (a / A)                1: no better than a picked at random; at most A / a
 *   PEI                n / n*                           0..1: how near to the best choice of that size, which knows the future
 *   PEI*               PAI / PAI*                       PAI*: the largest PAI of any allowed choice: of allowed cells, with an
 *                                                       area between the least and the most that may be picked
 *   RRI                (n / n0) / (N / N0)              n0, N0: the same of the earlier period; 1: the picked cells kept their share
 *
 * PAI rewards a tiny a: one cell with two incidents beats any useful plan. Compare at the same area (topByArea picks it), and read
 * PEI or PEI* beside it. RRI says that the picked cells' share lasted, not that much was caught; below 1 is usual, for cells picked at their
 * peak fall back (regression to the mean). None of them says that a patrol would have helped.
 *
 * Areas differ from cell to cell, so n* is the best choice with one cell taken in part (the relaxed knapsack: cells by incidents per
 * km², the last one in part): exact where areas are equal, else above what whole cells could reach by less than one cell; so
 * PEI and PEI* are never above 1 and never flattering. PEI* is NaN where the picked set is itself not allowed.
 * NaN where a measure does not exist: N = 0, an empty set, RRI with n0 = 0.
 *
 * Source: Chainey, Tompson and Uhlig, Security Journal 21 (2008) 4-28 (hit rate, PAI); Bowers, Johnson and Pease, Brit. J. Criminology
 * 44 (2004) 641-658 (search efficiency); Hunt 2016 (PEI); White, Hunt and Green, Security Journal 2023 (PEI*: best over what is
 * operationally allowed); Levine, Security Journal 21 (2008) 295-302 (RRI).
 */
import { binomialInterval } from './binomial.ts'

export type Allowed = {
  /** Cells that may be picked; all unless given. */
  cells?: ArrayLike<number | boolean>
  /** Least and most area that may be picked, km²; the picked set's own area unless given. */
  leastKm2?: number
  mostKm2?: number
}

export type Accuracy = {
  /** n, N, a, A. */
  caught: number
  incidents: number
  areaKm2: number
  wholeKm2: number
  hitRate: number
  /** Clopper-Pearson 95 % of the hit rate, later incidents taken as independent; NaN where counts are not whole. */
  hitRateLow: number
  hitRateHigh: number
  /** Incidents per km². */
  searchEfficiency: number
  pai: number
  pei: number
  peiStar: number
  /** n*, and the PAI* that PEI* is measured against. */
  bestCaught: number
  bestPai: number
  /** NaN unless the earlier counts are given. */
  rri: number
}

/**
 * picked: one entry a cell, truthy = picked. later: incidents (or harm) >= 0 a cell. areasKm2: > 0 a cell, the exposure; km of street
 * serve as well.
 */
export function predictionAccuracy(
  picked: ArrayLike<number | boolean>,
  later: ArrayLike<number>,
  areasKm2: ArrayLike<number>,
  options: { earlier?: ArrayLike<number>; allowed?: Allowed } = {},
): Accuracy {
  const cells = later.length
  needColumns(cells, { picked, areasKm2, earlier: options.earlier, 'allowed.cells': options.allowed?.cells })
  needNumbers('later', later, 0)
  const everywhere = sumsOf(later, areasKm2)
  const own = sumsOf(later, areasKm2, picked)
  const hitRate = own.value / everywhere.value
  const pai = hitRate / (own.area / everywhere.area)
  const best = bestChoice(later, areasKm2)
  const bestCaught = own.area > 0 ? best(own.area) : NaN
  const bestDensity = bestDensityOf(picked, later, areasKm2, own.area, options.allowed ?? {})
  const whole = Number.isSafeInteger(own.value) && Number.isSafeInteger(everywhere.value) && everywhere.value > 0
  const interval = whole ? binomialInterval(own.value, everywhere.value) : { low: NaN, high: NaN }
  return {
    caught: own.value,
    incidents: everywhere.value,
    areaKm2: own.area,
    wholeKm2: everywhere.area,
    hitRate,
    hitRateLow: interval.low,
    hitRateHigh: interval.high,
    searchEfficiency: own.value / own.area,
    pai,
    pei: Math.min(1, own.value / bestCaught),
    peiStar: Math.min(1, own.value / own.area / bestDensity), // PAI / PAI*, N and A cancelled
    bestCaught,
    bestPai: bestDensity / (everywhere.value / everywhere.area),
    rri: options.earlier ? recaptureRate(picked, options.earlier, areasKm2, own.value, everywhere.value) : NaN,
  }
}

function recaptureRate(picked: ArrayLike<number | boolean>, earlier: ArrayLike<number>, areas: ArrayLike<number>, caught: number, incidents: number): number {
  needNumbers('earlier', earlier, 0)
  const before = sumsOf(earlier, areas, picked).value
  const allBefore = sumsOf(earlier, areas).value
  return before > 0 && incidents > 0 ? caught / before / (incidents / allBefore) : NaN
}

/** Most incidents per km² of any allowed choice; NaN where the picked set is not one of them. */
function bestDensityOf(
  picked: ArrayLike<number | boolean>,
  later: ArrayLike<number>,
  areas: ArrayLike<number>,
  ownArea: number,
  { cells: allowedCells, leastKm2 = ownArea, mostKm2 = Math.max(leastKm2, ownArea) }: Allowed,
): number {
  if (!(leastKm2 >= 0)) throw new RangeError(`leastKm2 is ${leastKm2}: a number from 0 on is needed`)
  if (!(mostKm2 >= leastKm2)) throw new RangeError(`mostKm2 is ${mostKm2}: at least leastKm2 (${leastKm2}) is needed`)
  // A hair of slack: an area added up in another order is the same area.
  if (!(ownArea > 0) || ownArea < leastKm2 * (1 - 1e-9) || ownArea > mostKm2 * (1 + 1e-9)) return NaN
  if (allowedCells) for (let i = 0; i < later.length; i++) if (picked[i] && !allowedCells[i]) return NaN
  // Incidents per km² of the best choice fall as it grows: the most are those of the least area allowed, or of
  // the single best cell where that is 0.
  const best = bestChoice(later, areas, allowedCells)
  if (leastKm2 > 0) return best(leastKm2) / leastKm2
  let density = 0
  for (let i = 0; i < later.length; i++) if (!allowedCells || allowedCells[i]) density = Math.max(density, later[i] / areas[i])
  return density
}

/** Most incidents that cells of a given area could hold, the last cell in part. */
function bestChoice(later: ArrayLike<number>, areas: ArrayLike<number>, allowed?: ArrayLike<number | boolean>): (areaKm2: number) => number {
  const rows: number[] = []
  for (let i = 0; i < later.length; i++) if (later[i] > 0 && (!allowed || allowed[i])) rows.push(i)
  rows.sort((i, j) => later[j] / areas[j] - later[i] / areas[i] || i - j)
  return (areaKm2) => {
    let left = areaKm2
    let caught = 0
    for (const i of rows) {
      if (areas[i] >= left) return caught + later[i] * (left > areas[i] * (1 - 1e-9) ? 1 : left / areas[i])
      caught += later[i]
      left -= areas[i]
      if (left < areas[i] * 1e-9) return caught
    }
    return caught
  }
}

export type Picked = {
  picked: Uint8Array
  cells: number
  areaKm2: number
  /** Cells not picked whose score equals that of the last one picked: the choice among them was by row number alone. */
  tiedOut: number
}

/**
 * The cells with the highest scores that together cover at most `share` (0..1] of the whole area; equal scores by row number.
 * Filling ends with the first cell that does not fit. Cells without a score (NaN) or with one at or below `floor` are never picked.
 */
export function topByArea(scores: ArrayLike<number>, areasKm2: ArrayLike<number>, share: number, floor = -Infinity): Picked {
  needColumns(scores.length, { areasKm2 })
  if (!(share > 0 && share <= 1)) throw new RangeError(`share is ${share}: a number above 0 and up to 1 is needed`)
  const rows: number[] = []
  let whole = 0
  for (let i = 0; i < scores.length; i++) {
    whole += areasKm2[i]
    if (scores[i] > floor) rows.push(i)
  }
  rows.sort((i, j) => (scores[j] > scores[i] ? 1 : scores[j] < scores[i] ? -1 : i - j))
  const picked = new Uint8Array(scores.length)
  const budget = share * whole * (1 + 1e-9)
  let areaKm2 = 0
  let cells = 0
  while (cells < rows.length && areaKm2 + areasKm2[rows[cells]] <= budget) {
    areaKm2 += areasKm2[rows[cells]]
    picked[rows[cells++]] = 1
  }
  let tiedOut = 0
  if (cells > 0) while (cells + tiedOut < rows.length && scores[rows[cells + tiedOut]] === scores[rows[cells - 1]]) tiedOut++
  return { picked, cells, areaKm2, tiedOut }
}

type Sums = { value: number; area: number }

function sumsOf(values: ArrayLike<number>, areas: ArrayLike<number>, mask?: ArrayLike<number | boolean>): Sums {
  let value = 0
  let area = 0
  for (let i = 0; i < values.length; i++) {
    if (mask && !mask[i]) continue
    value += values[i]
    area += areas[i]
  }
  return { value, area }
}

function needColumns(cells: number, columns: { areasKm2: ArrayLike<number> } & Record<string, ArrayLike<number | boolean> | undefined>): void {
  for (const [name, column] of Object.entries(columns)) if (column && column.length !== cells) throw new RangeError(`${name} has ${column.length} entries for ${cells} cells`)
  needNumbers('areasKm2', columns.areasKm2, Number.MIN_VALUE)
}

function needNumbers(name: string, values: ArrayLike<number>, least: number): void {
  for (let i = 0; i < values.length; i++) {
    if (!(values[i] >= least && values[i] < Infinity)) throw new RangeError(`${name}[${i}] is ${values[i]}: a number ${least > 0 ? 'above 0' : 'from 0 on'} is needed`)
  }
}
