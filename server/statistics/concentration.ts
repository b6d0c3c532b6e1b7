/**
 * In how few cells is most of it, and is that fewer than chance alone would fill? Lorenz curve, share of cells that holds a part
 * of the incidents, Gini, and Gini corrected for fewer incidents than cells.
 *
 *   Gini        G  = sum_i (2 i - n - 1) x_(i) / (n sum x)          x_(i) ascending, n cells; 0: all equal, 1 - 1/n: all in one
 *   generalised G' = max(n / c, 1) (G - 1) + 1                      c incidents: 0 where c incidents lie in c cells, one each
 *   share of cells holding a part q: the fewest cells, fullest first, with at least q of all incidents, divided by n
 *
 * c incidents cannot fill more than c cells, so with c < n the plain Gini is at least 1 - c/n and "half of all violence in 2 % of
 * places" may be nothing but thin data. G' is measured from the most equal spread that c incidents allow; but
 * chance does not spread them so evenly either. So the null is simulated (chanceConcentration): c incidents thrown into the cells at
 * random, each cell as likely as its chance (equal, or its area, or its population); given the total, Poisson counts are just that.
 * Beyond the chance range: concentrated. Assumes incidents that fall independently; the cells must be those where an
 * incident could have happened, or empty sea makes everything concentrated. Finer cells are always more concentrated: compare at
 * one resolution.
 *
 * The curve is told by its corners: cells with equal values lie on one straight piece. Counts may be any numbers >= 0 (harm); then
 * give the number of incidents for G'. NaN where the total is 0. One stream of random.ts per replicate.
 *
 * Source: Lorenz 1905; Gini 1912; Bernasco and Steenbeek, J. Quant. Criminology 33 (2017) 451-467; Weisburd, Criminology 53 (2015)
 * 133-157 for the shares.
 */
import { type AliasTable, aliasTable, drawRow } from './alias.ts'
import { drawBinomial } from './draws.ts'
import { ascendingOrder } from './order.ts'
import { createRandom, needReplicates, type Random } from './random.ts'

export type Concentration = {
  gini: number
  generalisedGini: number
  /** For each part asked for: the least number of cells that holds it, and that number as a share of all cells. */
  cellsHolding: Uint32Array
  shareHolding: Float64Array
}

export type LorenzCurve = {
  /** Corners from (0, 0) to (1, 1): share of cells, fullest first, and the share of incidents they hold. */
  cells: Float64Array
  incidents: Float64Array
}

/** Parts of all incidents that reports ask for. */
export const PARTS: readonly number[] = [0.25, 0.5, 0.8]

/** values: numbers >= 0, one a cell. incidents: their number where values are not counts of incidents. */
export function concentration(values: ArrayLike<number>, parts: readonly number[] = PARTS, incidents?: number): Concentration {
  needParts(parts)
  const { sorted, total } = descending(values)
  const n = sorted.length
  const c = incidents ?? total
  if (!(c >= 0)) throw new RangeError(`incidents is ${c}: a number from 0 on is needed`)
  const cellsHolding = new Uint32Array(parts.length)
  if (!(total > 0)) {
    return { gini: NaN, generalisedGini: NaN, cellsHolding, shareHolding: new Float64Array(parts.length).fill(NaN) }
  }
  let weighted = 0
  // From the fullest cell downwards, whose place in ascending order is n.
  for (let k = 0; k < n && sorted[k] > 0; k++) weighted += (n - 1 - 2 * k) * sorted[k]
  const gini = weighted / (n * total)
  parts.forEach((part, which) => {
    // A hair of slack: a half of 0.1 + 0.2 must be as reachable as a half of 3.
    const wanted = part * total * (1 - 1e-12)
    let held = 0
    let k = 0
    while (k < n && held < wanted) held += sorted[k++]
    cellsHolding[which] = k
  })
  return { gini, generalisedGini: generalise(gini, n, c), cellsHolding, shareHolding: Float64Array.from(cellsHolding, (k) => k / n) }
}

/** G' of a Gini over `cells` cells and `incidents` incidents. */
function generalise(gini: number, cells: number, incidents: number): number {
  return Math.max(cells / incidents, 1) * (gini - 1) + 1
}

/** The curve of the fullest cells first (the mirror image of the economists' curve, which begins with the poorest). */
export function lorenzCurve(values: ArrayLike<number>): LorenzCurve {
  const { sorted, total } = descending(values)
  const n = sorted.length
  const cells = [0]
  const incidents = [0]
  if (!(total > 0)) return { cells: Float64Array.from(cells), incidents: Float64Array.from(incidents) }
  let held = 0
  for (let k = 0; k < n; k++) {
    held += sorted[k]
    if (k + 1 < n && sorted[k + 1] === sorted[k]) continue
    cells.push((k + 1) / n)
    incidents.push(Math.min(1, held / total))
  }
  incidents[incidents.length - 1] = 1
  return { cells: Float64Array.from(cells), incidents: Float64Array.from(incidents) }
}

export type ChanceOptions = {
  cells: number
  /** Thrown in every replicate; whole number. */
  incidents: number
  parts?: readonly number[]
  /** How likely each cell is against the others (area, population); all equal unless given. */
  chances?: ArrayLike<number>
  seed: number
}

/** Numbers of one replicate: Gini, generalised Gini, then the share of cells holding each part. */
export const chanceWidth = (parts: readonly number[] = PARTS): number => 2 + parts.length

/** What chance alone gives: replicates [from, to), chanceWidth numbers each (summarise of replicates.ts reads them). */
export function chanceConcentration(options: ChanceOptions, from: number, to: number): Float64Array {
  const { cells, incidents, parts = PARTS, chances, seed } = options
  needReplicates(seed, from, to)
  needParts(parts)
  if (!Number.isInteger(cells) || cells < 1) throw new RangeError(`cells is ${cells}: a whole number from 1 on is needed`)
  if (!Number.isInteger(incidents) || incidents < 0) throw new RangeError(`incidents is ${incidents}: a whole number from 0 on is needed`)
  if (chances && chances.length !== cells) throw new RangeError(`${chances.length} chances for ${cells} cells`)
  const table = chances && aliasTable(chances)
  const width = chanceWidth(parts)
  const numbers = new Float64Array((to - from) * width)
  const counts = new Uint32Array(cells)
  for (let replicate = from; replicate < to; replicate++) {
    throwIncidents(counts, incidents, chances, table, createRandom(seed, replicate))
    const { gini, generalisedGini, shareHolding } = concentration(counts, parts)
    numbers.set([gini, generalisedGini, ...shareHolding], (replicate - from) * width)
  }
  return numbers
}

function throwIncidents(counts: Uint32Array, incidents: number, chances: ArrayLike<number> | undefined, table: AliasTable | undefined, random: Random): void {
  const cells = counts.length
  counts.fill(0)
  if (incidents <= 8 * cells) {
    for (let k = 0; k < incidents; k++) counts[table ? drawRow(table, random) : random.below(cells)]++
    return
  }
  // Many incidents a cell: one draw for each cell of what is left is less work than one for each incident.
  const from = new Float64Array(cells + 1)
  for (let i = cells - 1; i >= 0; i--) from[i] = from[i + 1] + (chances ? chances[i] : 1)
  let left = incidents
  for (let i = 0; i < cells && left > 0; i++) {
    if (chances && chances[i] === 0) continue
    counts[i] = drawBinomial(left, (chances ? chances[i] : 1) / from[i], random)
    left -= counts[i]
  }
}

/** Values from the largest down, checked, and their sum. */
function descending(values: ArrayLike<number>): { sorted: Float64Array; total: number } {
  const n = values.length
  let largest = 0
  let whole = true
  let total = 0
  for (let i = 0; i < n; i++) {
    const x = values[i]
    if (!(x >= 0 && x < Infinity)) throw new RangeError(`values[${i}] is ${x}: a number from 0 on is needed`)
    if (!Number.isInteger(x)) whole = false
    if (x > largest) largest = x
    total += x
  }
  const sorted = new Float64Array(n)
  if (whole && largest <= 65_536) {
    // Counts: how many cells hold 0, 1, 2, … instead of a sort.
    const cellsWith = new Uint32Array(largest + 1)
    for (let i = 0; i < n; i++) cellsWith[values[i]]++
    for (let x = largest, k = 0; x > 0; k += cellsWith[x--]) sorted.fill(x, k, k + cellsWith[x])
    return { sorted, total }
  }
  const column = Float64Array.from(values)
  const order = ascendingOrder(column)
  // Summed in the order of size: the order of cells must not change a digit.
  total = 0
  for (let k = 0; k < n; k++) {
    sorted[n - 1 - k] = column[order[k]]
    total += column[order[k]]
  }
  return { sorted, total }
}

function needParts(parts: readonly number[]): void {
  for (const part of parts) if (!(part > 0 && part <= 1)) throw new RangeError(`parts holds ${part}: numbers above 0 and up to 1 are needed`)
}
