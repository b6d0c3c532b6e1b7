/**
 * What is the rate of a cell when few people live there and one incident more or less changes everything? Empirical Bayes:
 * each rate is drawn towards a mean, the more the less its denominator can bear.
 *
 *   r_i = x_i / d_i          estimate_i = b + (r_i - b) a / (a + b/d_i)
 *   global:  b = sum x / sum d;  a = sum d (r - b)^2 / sum d - b / mean(d), at least 0
 *   local:   the same b_i and a_i over cell i and its neighbours, so that a cell is drawn towards its surroundings
 *
 * b is the mean rate, a the variance of the true rates between cells; b/d_i is the Poisson variance of r_i. The method of
 * moments of Marshall. a = 0 says that the rates differ no more than chance: then every estimate is b.
 * Denominators may be anything that counts exposure (residents, ambient population, licensed premises), as long as x could
 * have happened to it; a city centre per resident is not a risk. Not for counts above their denominator that are not events.
 * An estimate is not a significance: use a test (score, Poisson scan). Local estimates share cells, and so look smooth.
 *
 * A cell whose denominator is 0 or NaN has no rate: raw and estimate NaN, its count in no sum. No count at all: estimates 0.
 * Negative or infinite denominators and counts that are not finite and >= 0 are refused.
 *
 * Source: Marshall, Applied Statistics 40 (1991) 283-294. The same numbers as spdep::EBest (family poisson) and EBlocal (R).
 * Score: Assuncao and Reis, Statistics in Medicine 18 (1999) 2147-2162 (spdep::EBImoran.mc).
 */
import { cellCount, type Neighbours } from './neighbours.ts'

export type EmpiricalBayes = {
  /** x / d. */
  raw: Float64Array
  estimate: Float64Array
  /** b: sum of counts over sum of denominators. */
  mean: number
  /** a: variance of the rates beyond Poisson noise, at least 0. */
  variance: number
}

/** Drawn towards the mean of all cells. */
export function empiricalBayes(counts: ArrayLike<number>, denominators: ArrayLike<number>): EmpiricalBayes {
  const raw = rates(counts, denominators)
  const n = raw.length
  let count = 0
  let exposed = 0
  let cells = 0
  for (let i = 0; i < n; i++) {
    if (Number.isNaN(raw[i])) continue
    count += counts[i]
    exposed += denominators[i]
    cells++
  }
  const mean = count / exposed
  let squares = 0
  for (let i = 0; i < n; i++) if (!Number.isNaN(raw[i])) squares += denominators[i] * ((raw[i] - mean) ** 2 / exposed)
  const variance = cells === 0 ? NaN : Math.max(0, squares - mean / (exposed / cells))
  const estimate = raw.map((rate, i) => shrunk(rate, mean, variance, denominators[i]))
  return { raw, estimate, mean, variance }
}

export type LocalEmpiricalBayes = { raw: Float64Array; estimate: Float64Array; mean: Float64Array; variance: Float64Array }

/**
 * Drawn towards the mean of the cell and its neighbours. about: the mean from which the rate of each neighbour is measured in
 * a_i: 'neighbour' its own local mean (spdep's default), 'cell' the mean of cell i (Marshall's formula; GeoDa, spdep geoda = TRUE).
 */
export function localEmpiricalBayes(
  counts: ArrayLike<number>, denominators: ArrayLike<number>, neighbours: Neighbours, about: 'neighbour' | 'cell' = 'neighbour',
): LocalEmpiricalBayes {
  const raw = rates(counts, denominators)
  const n = raw.length
  if (n !== cellCount(neighbours)) throw new RangeError(`${n} counts for ${cellCount(neighbours)} cells`)
  const { offsets, targets } = neighbours
  const has = (i: number): boolean => !Number.isNaN(raw[i])
  const mean = new Float64Array(n).fill(NaN)
  const variance = new Float64Array(n).fill(NaN)
  const exposed = new Float64Array(n)
  const cells = new Uint32Array(n)
  for (let i = 0; i < n; i++) {
    let count = 0
    const add = (j: number): void => {
      if (!has(j)) return
      count += counts[j]
      exposed[i] += denominators[j]
      cells[i]++
    }
    add(i)
    for (let e = offsets[i]; e < offsets[i + 1]; e++) add(targets[e])
    mean[i] = cells[i] > 0 ? count / exposed[i] : NaN
  }
  for (let i = 0; i < n; i++) {
    if (cells[i] === 0) continue
    let squares = 0
    const add = (j: number): void => {
      if (has(j)) squares += denominators[j] * (raw[j] - mean[about === 'cell' ? i : j]) ** 2
    }
    add(i)
    for (let e = offsets[i]; e < offsets[i + 1]; e++) add(targets[e])
    variance[i] = Math.max(0, squares / exposed[i] - mean[i] / (exposed[i] / cells[i]))
  }
  const estimate = raw.map((rate, i) => shrunk(rate, mean[i], variance[i], denominators[i]))
  return { raw, estimate, mean, variance }
}

/**
 * (r_i - b) / sqrt(a + b/d_i): rates made comparable, for Moran's I and Gi* over unequal denominators. NaN without a rate, and
 * everywhere when no incident was counted.
 */
export function empiricalBayesScores(counts: ArrayLike<number>, denominators: ArrayLike<number>): Float64Array {
  const { raw, mean, variance } = empiricalBayes(counts, denominators)
  return raw.map((rate, i) => (mean > 0 ? (rate - mean) / Math.sqrt(variance + mean / denominators[i]) : NaN))
}

function shrunk(rate: number, mean: number, variance: number, denominator: number): number {
  if (Number.isNaN(rate)) return NaN
  return variance === 0 ? mean : mean + ((rate - mean) * variance) / (variance + mean / denominator)
}

/** x / d, NaN where d is 0 or NaN. */
function rates(counts: ArrayLike<number>, denominators: ArrayLike<number>): Float64Array {
  const n = counts.length
  if (denominators.length !== n) throw new RangeError(`${n} counts for ${denominators.length} denominators`)
  const raw = new Float64Array(n)
  for (let i = 0; i < n; i++) {
    const d = denominators[i]
    if (!(counts[i] >= 0 && counts[i] < Infinity)) throw new RangeError(`count ${counts[i]} of cell ${i}: a number from 0 is needed`)
    if (d < 0 || d === Infinity) throw new RangeError(`denominator ${d} of cell ${i}: a number from 0 is needed`)
    raw[i] = d > 0 ? counts[i] / d : NaN
  }
  return raw
}
