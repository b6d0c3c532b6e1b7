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

/** Number of values; RangeError unless there is one for each cell. */
export function sameLength(values: ArrayLike<number>, neighbours: Neighbours): number {
  if (values.length !== cellCount(neighbours)) {
    throw new RangeError(`${values.length} values for ${cellCount(neighbours)} cells`)
  }
  return values.length
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

/** The lists turned round: who lists cell i (a counting sort). */
export function reversed({ offsets, targets }: Neighbours): Neighbours {
  const n = offsets.length - 1
  const starts = new Uint32Array(n + 1)
  for (let e = 0; e < targets.length; e++) starts[targets[e] + 1]++
  for (let i = 0; i < n; i++) starts[i + 1] += starts[i]
  const next = starts.slice(0, n)
  const sources = new Uint32Array(targets.length)
  for (let i = 0; i < n; i++) for (let e = offsets[i]; e < offsets[i + 1]; e++) sources[next[targets[e]]++] = i
  return { offsets: starts, targets: sources }
}

/** Whether every i -> j has its j -> i. O(links). */
export function isSymmetric(neighbours: Neighbours): boolean {
  const { offsets, targets } = neighbours
  const n = offsets.length - 1
  const back = reversed(neighbours)
  if (back.offsets.some((start, i) => start !== offsets[i])) return false
  // Equally many each way: then each row compared as a set.
  const seenBy = new Int32Array(n).fill(-1)
  for (let i = 0; i < n; i++) {
    for (let e = offsets[i]; e < offsets[i + 1]; e++) seenBy[targets[e]] = i
    for (let e = offsets[i]; e < offsets[i + 1]; e++) if (seenBy[back.targets[e]] !== i) return false
  }
  return true
}
