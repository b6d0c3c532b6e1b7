import { cellToLocalIj } from 'h3-js'

/** Compressed sparse rows: the neighbours of cell i are targets[offsets[i] … offsets[i + 1]), ascending, i itself not among them. */
export type Neighbours = { offsets: Uint32Array; targets: Uint32Array }

/**
 * Neighbours within grid distance 1…k among cells of one resolution. Asking H3 for a disk of strings round each of 300,000 cells
 * takes minutes at k = 5, so each cell is asked for its local i, j once and laid on a flat array; the rest is arithmetic.
 * On H3's axes, 120° apart, the distance of two cells is max(|Δi|, |Δj|, |Δi − Δj|). Throws (H3's error) when the cells lie
 * so far apart, or so near a pentagon, that they share no local axes: nowhere near the United Kingdom.
 */
export function createNeighbours(cells: readonly string[]): (k: number) => Neighbours {
  const places = cells.map((cell) => cellToLocalIj(cells[0]!, cell))
  let [minI, minJ, maxI, maxJ] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const { i, j } of places) {
    minI = Math.min(minI, i)
    maxI = Math.max(maxI, i)
    minJ = Math.min(minJ, j)
    maxJ = Math.max(maxJ, j)
  }
  const kept = new Map<number, Neighbours>()
  const build = (k: number): Neighbours => {
    // A margin of k all round spares the inner loop every bounds check.
    const width = maxJ - minJ + 1 + 2 * k
    const at = ({ i, j }: { i: number; j: number }) => (i - minI + k) * width + (j - minJ + k)
    const board = new Int32Array((maxI - minI + 1 + 2 * k) * width).fill(-1)
    places.forEach((place, n) => (board[at(place)] = n))
    const steps = disk(k).map(([i, j]) => i * width + j)
    const offsets = new Uint32Array(cells.length + 1)
    const targets = new Uint32Array(cells.length * steps.length)
    let end = 0
    for (let n = 0; n < cells.length; n++) {
      const here = at(places[n]!)
      const start = end
      for (const step of steps) {
        const target = board[here + step]!
        if (target >= 0) targets[end++] = target
      }
      targets.subarray(start, end).sort()
      offsets[n + 1] = end
    }
    return { offsets, targets: targets.slice(0, end) }
  }
  return (k) => {
    if (!Number.isInteger(k) || k < 1) throw new RangeError(`k must be a whole number of rings from 1, not ${k}`)
    if (!kept.has(k)) kept.set(k, build(k))
    return kept.get(k)!
  }
}

function disk(k: number): [number, number][] {
  const steps: [number, number][] = []
  for (let i = -k; i <= k; i++) {
    for (let j = Math.max(-k, i - k); j <= Math.min(k, i + k); j++) if (i !== 0 || j !== 0) steps.push([i, j])
  }
  return steps
}
