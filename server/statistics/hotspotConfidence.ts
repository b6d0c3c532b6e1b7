/**
 * How sure is it that a cell is among the k worst, with doubtful places, chance and the grid taken together? Many worlds are drawn
 * that could lie behind what was seen; the answer is the share of them in which the cell is among the top k.
 *
 *   One world, from one stream of random.ts:
 *   1 grid    all points are shifted by one vector, uniform in a cell's hexagon times gridShift
 *   2 places  each incident goes to one of its candidate places by their probabilities (with what is left of 1 it lies in no cell), and
 *             from there by a normal step with 95 % within the place's radius: sd = radius / sqrt(-2 ln 0.05). Counted again: c
 *   3 chance  rate seen   mu ~ Gamma(a + c) / (b + 1)      a, b: gamma over all cells, by maximum likelihood (empirical Bayes)
 *             not seen     u ~ Poisson(mu (1 - s) / s)      s = seenShare, the share of true incidents that a count sees
 *   4 seeing  truth        t = (c + u) g                    g ~ Gamma of mean 1 and coefficient of variation unequalSeeing
 *   A cell is among the top k when its t is among the k largest above 0; equal numbers are put in random order.
 *   P = mean over worlds; standard error sqrt(P (1 - P) / worlds). `near`: the same for the cell or any of its neighbours.
 *
 * "The worst" are the cells with the most true incidents of the period, seen by the source or not. So chance is not the naive bootstrap,
 * which draws the counts about themselves and doubles their noise: what was seen has happened, and only what was not is drawn; rates are
 * drawn towards the field's mean, because the highest counts are partly luck. A cell without any count can still be among the worst.
 *
 * Assumes: places of different incidents err apart from each other; what a source sees is a random part of the whole, cell by cell.
 * Both are untrue (a street's name errs for all of its incidents; a service hears less of some kinds of place), and no data of the
 * source alone can tell by how much: step 4 stands for it, with a size that was measured where the truth is known. A place of which
 * nobody tells anything stays unseen, however many worlds are drawn.
 * The grid: a shift anywhere within a cell (gridShift 1) asks whether the place is hot in *any* grid; of the cells of this very grid it
 * says too little (seeds 1 and 2, hospitals and police: of those said 60 %, 89 % are; of those said 80 %, all 73). The shift is damped to what
 * calibration bears; for hotspots that a border cuts read `near`.
 * Do not use it for rates, for weights of harm, or as a test against chance (giTest.ts): something is always at the top.
 *
 * DOUBT was fitted to demo counties of seeds 1 to 4 (30,000 true incidents in 3 years; each source alone and all added; 3 years, 1 year
 * and 3 months; k = 10, 20, 50): of several settings tried, the one whose reliability lay nearest to the diagonal. It is held to other
 * counties by `npm run confidence-report`. A county that sees otherwise would need other constants, and nobody there can know them.
 *
 * Source: Clayton and Kaldor, Biometrics 43 (1987) 671-681 (gamma-Poisson); Goldstein and Spiegelhalter, JRSS A 159 (1996) 385-443
 * (ranks by simulation); the thinning of a Poisson count, Kingman, Poisson Processes, 1993. Put together here.
 */
import { drawBinomial, drawPoisson } from './draws.ts'
import { drawGamma } from './gammaDraws.ts'
import { gammaPrior, type GammaPrior } from './gammaPrior.ts'
import { cellAt, createHexLattice, shiftWithin, type HexLattice } from './hexLattice.ts'
import type { Neighbours } from './neighbours.ts'
import { createRandom, needReplicates, type Random } from './random.ts'
import { topLimit } from './topK.ts'

export type Doubt = {
  /** Share of the true incidents that a count sees, above 0 and at most 1. */
  readonly seenShare: number
  /** Coefficient of variation of that share between cells, 0 to 2; places that err together are in it. */
  readonly unequalSeeing: number
  /** Size of the grid's shift: 0 none, 1 any grid is as likely. */
  readonly gridShift: number
}

/** Fitted, see above. */
export const DOUBT: Doubt = { seenShare: 0.5, unequalSeeing: 0.1, gridShift: 0.25 }

/** Incidents at the places where they may have happened; entries of one incident stand together, weights of one sum to at most 1. */
export type PlacedEntries = {
  /** The same number for entries of one incident. */
  readonly incident: ArrayLike<number>
  /** Row of the cell. */
  readonly cell: ArrayLike<number>
  /** Probability of this place, 0..1. */
  readonly weight: ArrayLike<number>
  /** Metres; NaN: not told, the entry stays in its cell. */
  readonly x: ArrayLike<number>
  readonly y: ArrayLike<number>
  /** Metres within which the place lies 19 times in 20; NaN or 0: no doubt. */
  readonly radius: ArrayLike<number>
}

export type LatticeCells = { readonly x: ArrayLike<number>; readonly y: ArrayLike<number>; readonly i: ArrayLike<number>; readonly j: ArrayLike<number> }

export type ConfidenceTask = {
  readonly entries: PlacedEntries
  readonly lattice: HexLattice
  readonly neighbours: Neighbours | null
  /** First entry of each incident, and after the last one their number. */
  readonly starts: Uint32Array
  /** Expected count of each cell: the sum of its weights. */
  readonly expected: Float64Array
  readonly prior: GammaPrior
  /** Each k that is asked for; `near` is of the first. */
  readonly ks: readonly number[]
  readonly doubt: Doubt
}

/** Worlds that were drawn, in whole numbers that add up to the same in any order; merge with mergeConfidence. */
export type ConfidenceCounts = {
  worlds: number
  /** ks.length x cells: worlds in which the cell is among the top ks[0], then ks[1] … */
  readonly top: Float64Array
  /** Worlds in which the cell or a neighbour is among the top ks[0]; empty without neighbours. */
  readonly near: Float64Array
}

const RADII = Math.sqrt(-2 * Math.log(0.05))

/** RangeError: k no whole number from 1, doubt out of range, columns of different length, a cell or weight that cannot be. */
export function prepareConfidence(asked: { cells: LatticeCells; entries: PlacedEntries; ks: readonly number[]; neighbours?: Neighbours | null; doubt?: Doubt }): ConfidenceTask {
  const { cells, entries, ks, neighbours = null, doubt = DOUBT } = asked
  for (const k of ks) if (!Number.isInteger(k) || k < 1) throw new RangeError(`k is ${k}: a whole number from 1 on is needed`)
  if (ks.length === 0) throw new RangeError('no k is asked for')
  if (!(doubt.seenShare > 0 && doubt.seenShare <= 1)) throw new RangeError(`seenShare is ${doubt.seenShare}: a number above 0 and at most 1 is needed`)
  if (!(doubt.unequalSeeing >= 0 && doubt.unequalSeeing <= 2)) throw new RangeError(`unequalSeeing is ${doubt.unequalSeeing}: a number from 0 to 2 is needed`)
  if (!(doubt.gridShift >= 0 && doubt.gridShift <= 1)) throw new RangeError(`gridShift is ${doubt.gridShift}: a number from 0 to 1 is needed`)
  const lattice = createHexLattice(cells)
  const { incident, cell, weight, x, y, radius } = entries
  const n = incident.length
  if ([cell, weight, x, y, radius].some((column) => column.length !== n)) throw new RangeError(`the columns of ${n} entries differ in length`)
  const starts: number[] = []
  const expected = new Float64Array(lattice.cells)
  for (let e = 0; e < n; e++) {
    if (!(cell[e] < lattice.cells)) throw new RangeError(`entry ${e} lies in cell ${cell[e]} of ${lattice.cells}`)
    if (!(weight[e] >= 0 && weight[e] <= 1)) throw new RangeError(`weight of entry ${e} is ${weight[e]}: a probability is needed`)
    if (e === 0 || incident[e] !== incident[e - 1]) starts.push(e)
    expected[cell[e]] += weight[e]
  }
  starts.push(n)
  return { entries, lattice, neighbours, starts: Uint32Array.from(starts), expected, prior: gammaPrior(expected), ks: [...ks], doubt }
}

/** Worlds [from, to) of a seed: world n is the same whoever draws it, so that stretches of several workers add up to the same bytes. */
export function simulateConfidence(task: ConfidenceTask, seed: number, from: number, to: number): ConfidenceCounts {
  needReplicates(seed, from, to)
  const { lattice: { cells }, ks, neighbours } = task
  const found = emptyConfidence(task)
  const counts = new Uint32Array(cells)
  const truth = new Float64Array(cells)
  const filled = { rows: new Uint32Array(cells), values: new Float64Array(cells) }
  for (let world = from; world < to; world++) {
    const random = createRandom(seed, world)
    drawPlaces(task, random, counts)
    drawTruth(task, random, counts, truth)
    let n = 0
    for (let row = 0; row < cells; row++) {
      if (truth[row] === 0) continue
      filled.rows[n] = row
      filled.values[n++] = truth[row]
    }
    const values = filled.values.subarray(0, n)
    ks.forEach((k, which) => {
      const { limit } = topLimit(values, k, 0)
      const top: number[] = []
      for (let f = 0; f < n; f++) if (values[f] >= limit) top.push(filled.rows[f])
      for (const row of top) found.top[which * cells + row]++
      if (which === 0 && neighbours) addNear(found.near, top, neighbours)
    })
    found.worlds++
  }
  return found
}

export const emptyConfidence = ({ lattice: { cells }, ks, neighbours }: Pick<ConfidenceTask, 'lattice' | 'ks' | 'neighbours'>): ConfidenceCounts => ({
  worlds: 0, top: new Float64Array(cells * ks.length), near: new Float64Array(neighbours ? cells : 0),
})

/** Adds what another stretch of worlds counted. */
export function mergeConfidence(into: ConfidenceCounts, from: ConfidenceCounts): void {
  if (from.top.length !== into.top.length || from.near.length !== into.near.length) throw new RangeError('counts of other cells or of another k')
  for (let n = 0; n < into.top.length; n++) into.top[n] += from.top[n]
  for (let n = 0; n < into.near.length; n++) into.near[n] += from.near[n]
  into.worlds += from.worlds
}

/** Probability of each cell to be among the top ks[which]; `near`: that it or a neighbour is among the top ks[0] (empty without neighbours). NaN before any world. */
export function confidenceOf({ lattice: { cells } }: Pick<ConfidenceTask, 'lattice'>, { worlds, top, near }: ConfidenceCounts, which = 0): { probability: Float64Array; near: Float64Array } {
  return { probability: top.slice(which * cells, (which + 1) * cells).map((n) => n / worlds), near: near.map((n) => n / worlds) }
}

/** Steps 1 and 2: the count of each cell, had the incidents happened elsewhere within their doubt. */
function drawPlaces({ entries, lattice, starts, doubt }: ConfidenceTask, random: Random, counts: Uint32Array): void {
  counts.fill(0)
  const { x, y, radius, weight, cell } = entries
  const whole = shiftWithin(lattice, random.next(), random.next())
  const shiftX = whole.x * doubt.gridShift
  const shiftY = whole.y * doubt.gridShift
  for (let n = 0; n + 1 < starts.length; n++) {
    const end = starts[n + 1]
    let e = starts[n]
    if (end - e > 1 || weight[e] < 1) {
      let left = random.next()
      while (e < end && left >= weight[e]) left -= weight[e++]
      if (e === end) continue
    }
    let row = cell[e]
    if (!Number.isNaN(x[e])) {
      let toX = x[e] + shiftX
      let toY = y[e] + shiftY
      if (radius[e] > 0) {
        const sd = radius[e] / RADII
        toX += random.normal() * sd
        toY += random.normal() * sd
      }
      row = cellAt(lattice, toX, toY, row)
      if (row < 0) continue
    }
    counts[row]++
  }
}

/** Steps 3 and 4: true incidents of each cell, up to a factor that all cells share. A fraction of one is added, so that none are equal. */
function drawTruth({ prior: { shape, rate }, doubt }: ConfidenceTask, random: Random, counts: Uint32Array, truth: Float64Array): void {
  const { seenShare, unequalSeeing } = doubt
  const unseen = (1 - seenShare) / seenShare
  const variance = unequalSeeing * unequalSeeing
  const unevenly = (incidents: number): number => (incidents + random.next()) * (variance > 0 ? drawGamma(1 / variance, random) * variance : 1)
  let empty = 0
  for (let n = 0; n < counts.length; n++) {
    truth[n] = 0
    if (counts[n] === 0) empty++
    else truth[n] = unevenly(counts[n] + (unseen > 0 ? drawPoisson((drawGamma(shape + counts[n], random) / (rate + 1)) * unseen, random) : 0))
  }
  if (unseen === 0 || rate === Infinity) return
  // Most cells are empty, and most of those truly are: u is negative binomial there, and only those with u > 0 are drawn.
  const q = unseen / (rate + 1 + unseen)
  const none = (1 - q) ** shape
  const most = counts.length
  for (let left = drawBinomial(empty, 1 - none, random); left > 0; ) {
    const n = random.below(most)
    if (truth[n] > 0) continue
    truth[n] = unevenly(negativeBinomialAboveZero(shape, q, none, random))
    left--
  }
}

/** By inversion: p(0) = none, p(u + 1) = p(u) q (shape + u) / (u + 1). */
function negativeBinomialAboveZero(shape: number, q: number, none: number, random: Random): number {
  let u = 1
  let p = none * q * shape
  let left = random.next() * (1 - none) - p
  while (left >= 0 && p > 1e-18) {
    p *= (q * (shape + u)) / (u + 1)
    u++
    left -= p
  }
  return u
}

/** Adds 1 to each cell that is among the top or beside one that is. */
function addNear(near: Float64Array, top: readonly number[], { offsets, targets }: Neighbours): void {
  const hit = new Set(top)
  for (const row of top) for (let t = offsets[row]; t < offsets[row + 1]; t++) hit.add(targets[t])
  for (const row of hit) near[row]++
}
