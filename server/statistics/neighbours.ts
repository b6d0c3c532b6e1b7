/**
 * Who is next to whom, as two flat arrays (compressed sparse rows): the neighbours of cell i are
 * targets[offsets[i]] .. targets[offsets[i + 1] - 1]. A cell is never listed as its own neighbour: statistics that count the
 * cell itself (Gi*) add it. Cells are row numbers 0..n-1; what a row stands for (an H3 cell, a census area) is the caller's
 * business. A cell without neighbours is allowed.
 *
 * Flat arrays because the inner loop of every local statistic is a walk over them: 72 k cells with 36 neighbours each are
 * 10 MB and about 1 ms of memory traffic, against seconds with one object per cell.
 *
 * Lists need not be symmetric (k nearest neighbours are not); isSymmetric tells.
 */
export type Neighbours = {
  /** n + 1 numbers, ascending from 0. */
  readonly offsets: Uint32Array
  /** Row numbers, offsets[n] of them. */
  readonly targets: Uint32Array
}

/** Number of cells. */
export function cellCount(neighbours: Neighbours): number {
  return neighbours.offsets.length - 1
}

/** From one list of row numbers per cell. RangeError on a number outside 0..n-1, on the cell itself and on a repeat. */
export function neighboursFromLists(lists: ArrayLike<ArrayLike<number>>): Neighbours {
  const n = lists.length
  const offsets = new Uint32Array(n + 1)
  for (let i = 0; i < n; i++) offsets[i + 1] = offsets[i] + lists[i].length
  const targets = new Uint32Array(offsets[n])
  const seenBy = new Int32Array(n).fill(-1)
  for (let i = 0; i < n; i++) {
    const list = lists[i]
    for (let k = 0; k < list.length; k++) {
      const j = list[k]
      if (!Number.isInteger(j) || j < 0 || j >= n) throw new RangeError(`neighbour ${j} of cell ${i} is not one of ${n} cells`)
      if (j === i) throw new RangeError(`cell ${i} is listed as its own neighbour`)
      if (seenBy[j] === i) throw new RangeError(`neighbour ${j} of cell ${i} is listed twice`)
      seenBy[j] = i
      targets[offsets[i] + k] = j
    }
  }
  return { offsets, targets }
}

/** Whether every i -> j has its j -> i. O(links). */
export function isSymmetric({ offsets, targets }: Neighbours): boolean {
  const n = offsets.length - 1
  const back = new Uint32Array(n + 1)
  for (let e = 0; e < targets.length; e++) back[targets[e] + 1]++
  for (let i = 0; i < n; i++) {
    back[i + 1] += back[i]
    if (back[i + 1] !== offsets[i + 1]) return false
  }
  // The reversed lists (counting sort), then each row compared as a set.
  const sources = new Uint32Array(targets.length)
  const next = back.slice(0, n)
  for (let i = 0; i < n; i++) for (let e = offsets[i]; e < offsets[i + 1]; e++) sources[next[targets[e]]++] = i
  const seenBy = new Int32Array(n).fill(-1)
  for (let i = 0; i < n; i++) {
    for (let e = offsets[i]; e < offsets[i + 1]; e++) seenBy[targets[e]] = i
    for (let e = offsets[i]; e < offsets[i + 1]; e++) if (seenBy[sources[e]] !== i) return false
  }
  return true
}
