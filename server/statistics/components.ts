/**
 * Which of the chosen cells hang together? Connected groups of a mask over neighbour lists: two chosen cells belong to one group
 * when a chain of chosen neighbours joins them. A link counts in both directions even when only one list has it.
 *
 * Groups are numbered 0, 1, ... in order of their lowest member, so the numbering depends on the order of cells alone.
 * A group is a shape, not a test: cells were tested one by one, and the group as such has no p-value.
 *
 * Method: union-find with path halving, the lower row number always the root; near linear in cells plus links.
 * Source: Tarjan and van Leeuwen, J. ACM 31 (1984) 245-281.
 */
import type { Neighbours } from './neighbours.ts'

export type Components = {
  /** Group number of each cell, -1 where the mask is off. */
  labels: Int32Array
  count: number
}

/** mask: one entry per cell, truthy = chosen. */
export function components(mask: ArrayLike<number | boolean>, { offsets, targets }: Neighbours): Components {
  const n = offsets.length - 1
  if (mask.length !== n) throw new RangeError(`a mask of ${mask.length} for ${n} cells`)
  const parent = new Uint32Array(n)
  for (let i = 0; i < n; i++) parent[i] = i
  for (let i = 0; i < n; i++) {
    if (!mask[i]) continue
    for (let e = offsets[i]; e < offsets[i + 1]; e++) {
      const j = targets[e]
      if (!mask[j]) continue
      const a = rootOf(parent, i)
      const b = rootOf(parent, j)
      if (a < b) parent[b] = a
      else parent[a] = b
    }
  }
  const labels = new Int32Array(n).fill(-1)
  let count = 0
  for (let i = 0; i < n; i++) {
    if (!mask[i]) continue
    const root = rootOf(parent, i)
    labels[i] = root === i ? count++ : labels[root] // the root is the lowest member, so it is already numbered
  }
  return { labels, count }
}

function rootOf(parent: Uint32Array, cell: number): number {
  let i = cell
  while (parent[i] !== i) {
    parent[i] = parent[parent[i]]
    i = parent[i]
  }
  return i
}
