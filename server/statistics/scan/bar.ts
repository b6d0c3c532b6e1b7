/**
 * The bar of a batch of replicates: the best so far of the weakest of them. No window below it matters to any, and the ladder of counts
 * (likelihood.ts) is climbed for it.
 */
import { climb, type Ladder } from './likelihood.ts'

/** best: so far, one number per replicate. Climbs the ladder anew when that is worth its price; says whether it did. */
export function raiseBar(ladder: Ladder, best: Float64Array): boolean {
  let bar = Infinity
  for (const b of best) if (b < bar) bar = b
  if (ladder.bar >= 0 && bar < ladder.bar + 0.05) return false
  climb(ladder, bar)
  return true
}

/** Every centre once; a spread sample of them first, so that the bar is high before the rest comes. */
export function eachCentre(n: number, walk: (centre: number) => void): void {
  const stride = 16
  for (let centre = 0; centre < n; centre += stride) walk(centre)
  for (let centre = 0; centre < n; centre++) if (centre % stride !== 0) walk(centre)
}
