/**
 * Every connected set of at most `most` cells that holds a given cell, each set once.
 *
 * A set grows by one cell of its border at a time; a cell that has been tried and put back is not tried again in that branch,
 * which is what makes each set come once. On hexagons there are 1, 6, 33, 176, 930 sets of 1 to 5 cells round a cell; the
 * number grows by a factor of about e times the number of neighbours, so lists longer than MOST_NEIGHBOURS are refused.
 * Links must go both ways.
 *
 * Source: Redelmeier, Discrete Mathematics 36 (1981) 191-203, for any graph.
 */
import type { Neighbours } from './neighbours.ts'

const MOST_NEIGHBOURS = 12
const MOST_CELLS = 7

/**
 * take(set, size): set[0] is the seed, the rest in order of growth; only the first `size` entries count, and they change after the call.
 * open: cells that may be used, truthy; the seed must be one of them.
 */
export function connectedSets(seed: number, most: number, { offsets, targets }: Neighbours, open: ArrayLike<number | boolean>, take: (set: Uint32Array, size: number) => void): void {
  if (!Number.isInteger(most) || most < 1 || most > MOST_CELLS) throw new RangeError(`most is ${most}: a whole number from 1 to ${MOST_CELLS} is needed`)
  const set = new Uint32Array(most)
  const seen = new Set([seed])
  /** Open neighbours not seen yet; now they are. */
  const beside = (cell: number): number[] => {
    const added: number[] = []
    for (let e = offsets[cell]; e < offsets[cell + 1]; e++) {
      const j = targets[e]
      if (!open[j] || seen.has(j)) continue
      seen.add(j)
      added.push(j)
    }
    return added
  }
  /** Tries each cell of `border` from `next` on as the set's next one. */
  const grow = (size: number, border: number[], next: number): void => {
    take(set, size)
    if (size === most) return
    for (let b = next; b < border.length; b++) {
      const cell = border[b]
      set[size] = cell
      if (offsets[cell + 1] - offsets[cell] > MOST_NEIGHBOURS) throw new RangeError(`cell ${cell} has more than ${MOST_NEIGHBOURS} neighbours`)
      const added = size + 1 < most ? beside(cell) : []
      grow(size + 1, added.length > 0 ? [...border, ...added] : border, b + 1)
      for (const j of added) seen.delete(j)
    }
  }
  set[0] = seed
  const border = beside(seed)
  if (border.length > MOST_NEIGHBOURS) throw new RangeError(`cell ${seed} has more than ${MOST_NEIGHBOURS} neighbours`)
  grow(1, border, 0)
}
