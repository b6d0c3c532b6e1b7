// A reliability table: of the cells of which so much was said, how many were so.

/** Upper ends; what was said is told in tenths about 10, 20 … 90 %, and apart at both ends. */
const ENDS = [0.05, 0.15, 0.25, 0.35, 0.45, 0.55, 0.65, 0.75, 0.85, 0.95, Infinity]

export type Bin = { from: number; to: number; cells: number; /** means, 0–1 */ said: number; true: number }
export type Reliability = {
  bins: Bin[]
  /** mean square of said − true over cells of which something was said or true, and their number */
  brier: number
  cells: number
  /** mean distance of said and true over the bins from 5 to 95 %, weighted by cells */
  error: number
}

/** Cells that were said to be out for sure and are out tell nothing: they are left aside. Truth may be a share, where true cells tie. */
export function createReliability() {
  const cells = ENDS.map(() => 0)
  const said = ENDS.map(() => 0)
  const so = ENDS.map(() => 0)
  let [squares, all] = [0, 0]
  return {
    add(probabilities: Float64Array, truth: Float64Array): void {
      for (let n = 0; n < probabilities.length; n++) {
        const [p, t] = [probabilities[n]!, truth[n]!]
        if (p === 0 && t === 0) continue
        const bin = ENDS.findIndex((end) => p < end)
        cells[bin]!++
        said[bin]! += p
        so[bin]! += t
        squares += (p - t) ** 2
        all++
      }
    },
    told(): Reliability {
      const bins = ENDS.map((to, n): Bin => ({ from: n === 0 ? 0 : ENDS[n - 1]!, to: Math.min(1, to), cells: cells[n]!, said: said[n]! / cells[n]!, true: so[n]! / cells[n]! }))
      const middle = bins.slice(1, -1).filter((bin) => bin.cells > 0)
      const weight = middle.reduce((sum, bin) => sum + bin.cells, 0)
      return { bins, brier: squares / all, cells: all, error: middle.reduce((sum, bin) => sum + bin.cells * Math.abs(bin.said - bin.true), 0) / weight }
    },
  }
}
