/**
 * Rates as doubt would have them: gamma random numbers, for simulation. One stream of random.ts per replicate.
 *
 * Shape from 1 on by Marsaglia and Tsang's squeeze (about 1.05 tries a number); below 1 by that of shape + 1 times U^(1/shape),
 * which underflows to 0 for very small shapes: as the distribution does.
 *
 * Source: Marsaglia and Tsang, A simple method for generating gamma variables, ACM Trans. Math. Softw. 26 (2000) 363-372.
 */
import type { Random } from './random.ts'

/** A gamma number of this shape (above 0, finite) and scale 1. */
export function drawGamma(shape: number, random: Random): number {
  if (!(shape > 0 && shape < Infinity)) throw new RangeError(`shape is ${shape}: a number above 0 is needed`)
  if (shape < 1) return drawGamma(shape + 1, random) * (1 - random.next()) ** (1 / shape)
  const d = shape - 1 / 3
  const c = 1 / Math.sqrt(9 * d)
  for (;;) {
    const z = random.normal()
    const v = (1 + c * z) ** 3
    if (v <= 0) continue
    const u = random.next()
    if (u < 1 - 0.0331 * z ** 4 || Math.log(u) < 0.5 * z * z + d * (1 - v + Math.log(v))) return d * v
  }
}
