/**
 * How large is k! when it no longer fits a number? Logarithms of factorials, and the two pieces of
 * the saddle-point form of Poisson and binomial probabilities.
 *
 *   log k! = (k + 1/2) log k - k + log(2 pi)/2 + stirlingError(k),   stirlingError(k) = 1/12k - 1/360k³ + …
 *   deviance(x, m) = x log(x/m) + m - x >= 0
 *
 * The saddle-point form keeps the large parts apart that would cancel in k log m - m - log k!.
 *
 * Source: Loader 2000 (see poisson.ts); Abramowitz and Stegun 6.1.40.
 */
const HALF_LOG_2PI = 0.5 * Math.log(2 * Math.PI)

/** log k! for k = 0 … 170, from factorials as doubles (exact to 22!, then within a few units in the last place). */
const LOG_FACTORIALS = new Float64Array(171)
for (let k = 1, product = 1; k < 171; k++) {
  product *= k
  LOG_FACTORIALS[k] = Math.log(product)
}

/** log k!; NaN where k is not a whole number >= 0. */
export function logFactorial(k: number): number {
  if (!(k >= 0) || !Number.isInteger(k)) return NaN
  return k < 171 ? LOG_FACTORIALS[k] : (k + 0.5) * Math.log(k) - k + HALF_LOG_2PI + stirlingError(k)
}

/** log k! without its Stirling approximation; k a whole number >= 1. */
export function stirlingError(k: number): number {
  return k < 16 ? LOG_FACTORIALS[k] - (k + 0.5) * Math.log(k) + k - HALF_LOG_2PI : stirlingSeries(k)
}

/** From 16 on within 1e-17. */
function stirlingSeries(x: number): number {
  const s = 1 / (x * x)
  return (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - (1 / 1188 - (691 / 360360) * s) * s) * s) * s) * s) / x
}

/** x log(x/m) + m - x for x > 0, m > 0, without cancellation where x is near m. */
export function deviance(x: number, m: number): number {
  const v = (x - m) / (x + m)
  if (Math.abs(v) > 0.5) return x * Math.log(x / m) + m - x
  // log(x/m) = 2 artanh v
  let sum = (x - m) * v
  let power = 2 * x * v
  for (let j = 3; ; j += 2) {
    power *= v * v
    const next = sum + power / j
    if (next === sum) return sum
    sum = next
  }
}
