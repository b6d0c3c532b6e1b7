/**
 * Values about their mean, with the sums of squares and fourth powers that tests of spatial autocorrelation ask for.
 *
 * The mean is refined by the mean of what is left over (as R does), and everything else is summed from centred values, so a
 * large common part (easting, a rate near 1) does not cancel the digits that matter. Equal values centre to equal values.
 */
export type Moments = {
  mean: number
  /** Value minus mean, one per cell. */
  centred: Float64Array
  sumOfSquares: number
  sumOfFourths: number
}

/** Null where nothing varies or a value is not finite: then no statistic of variation exists. Null for fewer than two values. */
export function moments(values: ArrayLike<number>): Moments | null {
  const n = values.length
  if (isConstant(values)) return null
  const mean = meanOf(values)
  const centred = new Float64Array(n)
  let sumOfSquares = 0
  let sumOfFourths = 0
  for (let i = 0; i < n; i++) {
    const z = values[i] - mean
    centred[i] = z
    sumOfSquares += z * z
    sumOfFourths += z * z * z * z
  }
  return sumOfSquares > 0 && sumOfFourths < Infinity ? { mean, centred, sumOfSquares, sumOfFourths } : null
}

/** Mean, refined by the mean of what is left over; NaN of none. */
export function meanOf(values: ArrayLike<number>): number {
  const n = values.length
  let sum = 0
  for (let i = 0; i < n; i++) sum += values[i]
  const rough = sum / n
  let rest = 0
  for (let i = 0; i < n; i++) rest += values[i] - rough
  return rough + rest / n
}

/** Sum of squares of the others about their own mean, without cell i. O(1) but for the one cell that may hold most of it. */
export function squaresWithout({ centred, sumOfSquares }: Moments, i: number): number {
  const n = centred.length
  const z = centred[i]
  if (z * z < 0.5 * sumOfSquares) return sumOfSquares - (z * z * n) / (n - 1)
  // Subtracting would leave rounding noise.
  return walkOthers(centred, i)?.squares ?? 0
}

/**
 * Mean of all but cell i, and the sum of their squares about it, by a walk over them; null where they do not vary. Summed as distances
 * from one of them: they sit together, far from 0, and their own spread may be small.
 */
export function walkOthers(centred: Float64Array, i: number): { mean: number; squares: number } | null {
  const others = centred.filter((_, j) => j !== i)
  if (isConstant(others)) return null
  const base = others[0]
  let sum = 0
  for (let j = 0; j < others.length; j++) sum += others[j] - base
  const mean = base + sum / others.length
  let squares = 0
  for (let j = 0; j < others.length; j++) squares += (others[j] - mean) ** 2
  return { mean, squares }
}

/** Told by comparing: a standard deviation of rounding noise would give a z. True also for fewer than two values. */
export function isConstant(values: ArrayLike<number>): boolean {
  for (let i = 1; i < values.length; i++) if (values[i] !== values[0]) return false
  return true
}
