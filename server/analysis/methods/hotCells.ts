import type { Adjustment } from '../../contract/vocabulary.ts'
import { adjustP } from '../../statistics/adjust.ts'
import { giStar } from '../../statistics/getisOrd.ts'
import { twoSidedPs } from '../../statistics/normal.ts'
import type { Neighbours } from '../../statistics/neighbours.ts'

/** Cells that are significantly high by Gi* after adjustment: what the service calls hot. */
export const hotCells = (counts: ArrayLike<number>, neighbours: Neighbours, { adjustment, alpha }: { adjustment: Adjustment; alpha: number }): Uint8Array => {
  const z = giStar(counts, neighbours)
  const adjusted = adjustP(twoSidedPs(z), adjustment)
  return Uint8Array.from(z, (score, row) => (score > 0 && (adjusted[row] ?? 1) <= alpha ? 1 : 0))
}
