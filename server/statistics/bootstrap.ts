/**
 * How different could a field of counts have looked? Resampling of incidents with replacement: as many as there are, each cell as
 * likely as its own count says (the multinomial bootstrap of incidents).
 *
 * An empty cell stays empty, and chance is added to counts that hold chance already: a resampled field is rougher than the
 * world, so agreement and stability of resampled fields come out somewhat low. Drawn cell by cell as binomials of what is left: work grows
 * with the occupied cells, not with the incidents.
 *
 * Source: Efron, Annals of Statistics 7 (1979) 1-26.
 */
import { drawBinomial } from './draws.ts'
import { totalOf } from './need.ts'
import type { Random } from './random.ts'

/** counts: whole numbers >= 0. */
export function resampleCounts(counts: ArrayLike<number>, random: Random): Float64Array {
  const resampled = new Float64Array(counts.length)
  const total = totalOf('counts', counts)
  let behind = total
  let left = total
  for (let i = 0; i < counts.length && left > 0; i++) {
    if (counts[i] === 0) continue
    const drawn = drawBinomial(left, counts[i] / behind, random)
    resampled[i] = drawn
    left -= drawn
    behind -= counts[i]
  }
  return resampled
}
