/**
 * Which cells of core points hang together: the middle step of dbscan.ts. A cell's core points stand first in it, up to coreEnd, and all of
 * them belong together; two cells are one when a core point of the one is within reach of a core point of the other.
 *
 * Union-find (Tarjan 1975, path halving; the lower cell number is the root), nearest cells first, so that most pairs are one before
 * anything is measured.
 */
import type { PointGrid } from './pointGrid.ts'

/** Union-find over cells: two cells are one when a core point of the one is within reach of a core point of the other. */
export function joinCells(grid: PointGrid, zs: Float64Array | undefined, reach: number, coreEnd: Uint32Array): Int32Array {
  const { cells, starts, cellAt, from, to } = grid
  const parent = new Int32Array(cells)
  for (let c = 0; c < cells; c++) parent[c] = c
  let boxed = 0
  const boxAt = new Uint32Array(cells)
  for (let c = 0; c < cells; c++) if (coreEnd[c] > starts[c]) boxAt[c] = 4 * boxed++
  const boxes = new Float64Array(4 * boxed)
  for (let c = 0; c < cells; c++) if (coreEnd[c] > starts[c]) writeBox(grid, starts[c], coreEnd[c], boxes, boxAt[c])
  for (let c = 0; c < cells; c++) {
    if (coreEnd[c] === starts[c]) continue
    // Each pair once: the rest of the own row, then the two rows above. The row next to it joins most, and what is joined is not measured.
    for (let s = 2; s < 5; s++) {
      const end = to[5 * c + s]
      for (let q = s === 2 ? c + 1 : from[5 * c + s] < end ? cellAt[from[5 * c + s]] : cells; q < cells && starts[q] < end; q++) {
        if (coreEnd[q] === starts[q] || parent[q] === parent[c]) continue
        const a = rootOf(parent, c)
        const b = rootOf(parent, q)
        if (a === b || gap(boxes, boxAt[c], boxes, boxAt[q]) > reach) continue
        if (!anyWithin(grid, zs, reach, starts[c], coreEnd[c], starts[q], coreEnd[q])) continue
        if (a < b) parent[b] = a
        else parent[a] = b
      }
    }
  }
  return parent
}

export function rootOf(parent: Int32Array, cell: number): number {
  let i = cell
  while (parent[i] !== i) {
    parent[i] = parent[parent[i]]
    i = parent[i]
  }
  return i
}

/** Whether a point of a0..a1-1 is within reach of one of b0..b1-1. May reorder points inside either stretch. */
function anyWithin(grid: PointGrid, zs: Float64Array | undefined, reach: number, a0: number, a1: number, b0: number, b1: number): boolean {
  // Most pairs of crowded cells show it with their first few points.
  const few = (a1 - a0) * (b1 - b0) > 1024
  if (someWithin(grid, zs, reach, a0, few ? Math.min(a1, a0 + 8) : a1, b0, few ? Math.min(b1, b0 + 8) : b1)) return true
  if (!few) return false
  // Halving the wider box keeps two crowded cells that just miss each other from measuring every pair; a place on which
  // thousands of points were snapped is a box without width, and one of its points stands for all.
  const boxes = new Float64Array(8)
  writeBox(grid, a0, a1, boxes, 0)
  writeBox(grid, b0, b1, boxes, 4)
  if (gap(boxes, 0, boxes, 4) > reach) return false
  const widthA = Math.max(boxes[1] - boxes[0], boxes[3] - boxes[2])
  const widthB = Math.max(boxes[5] - boxes[4], boxes[7] - boxes[6])
  if (widthA === 0 && a1 - a0 > 1) return anyWithin(grid, zs, reach, a0, a0 + 1, b0, b1)
  if (widthB === 0 && b1 - b0 > 1) return anyWithin(grid, zs, reach, a0, a1, b0, b0 + 1)
  if (widthA >= widthB) {
    const m = halve(grid, zs, a0, a1, boxes, 0)
    return anyWithin(grid, zs, reach, a0, m, b0, b1) || anyWithin(grid, zs, reach, m, a1, b0, b1)
  }
  const m = halve(grid, zs, b0, b1, boxes, 4)
  return anyWithin(grid, zs, reach, a0, a1, b0, m) || anyWithin(grid, zs, reach, a0, a1, m, b1)
}

/** Whether a point of a0 .. a1 - 1 is within reach of one of b0 .. b1 - 1, every pair measured. */
export function someWithin({ xs, ys }: PointGrid, zs: Float64Array | undefined, reach: number, a0: number, a1: number, b0: number, b1: number): boolean {
  for (let i = a0; i < a1; i++) {
    const x = xs[i]
    const y = ys[i]
    for (let j = b0; j < b1; j++) {
      const dx = xs[j] - x
      const dy = ys[j] - y
      let d = dx * dx + dy * dy
      if (zs) d += (zs[j] - zs[i]) * (zs[j] - zs[i])
      if (d <= reach) return true
    }
  }
  return false
}

/** Points left of the middle of the box's longer side first; where they end. Both parts have points when the box has width. */
function halve(grid: PointGrid, zs: Float64Array | undefined, first: number, end: number, boxes: Float64Array, at: number): number {
  const { xs, ys, order } = grid
  const alongX = boxes[at + 1] - boxes[at] >= boxes[at + 3] - boxes[at + 2]
  const [least, most] = alongX ? [boxes[at], boxes[at + 1]] : [boxes[at + 2], boxes[at + 3]]
  const middle = least + (most - least) / 2
  const cut = middle < most ? middle : least
  const values = alongX ? xs : ys
  let m = first
  for (let k = first; k < end; k++) {
    if (values[k] > cut) continue
    const row = order[k]
    const x = xs[k]
    const y = ys[k]
    const z = zs ? zs[k] : 0
    put(grid, zs, k, order[m], xs[m], ys[m], zs ? zs[m] : 0)
    put(grid, zs, m++, row, x, y, z)
  }
  return m
}

/** least x, most x, least y, most y of the points at first .. end - 1. */
function writeBox({ xs, ys }: PointGrid, first: number, end: number, boxes: Float64Array, at: number): void {
  let x0 = Infinity
  let x1 = -Infinity
  let y0 = Infinity
  let y1 = -Infinity
  for (let k = first; k < end; k++) {
    const x = xs[k]
    const y = ys[k]
    if (x < x0) x0 = x
    if (x > x1) x1 = x
    if (y < y0) y0 = y
    if (y > y1) y1 = y
  }
  boxes[at] = x0
  boxes[at + 1] = x1
  boxes[at + 2] = y0
  boxes[at + 3] = y1
}

/** Square of the distance between two boxes, 0 where they meet. On the sphere seen from above never more than the truth. */
export function gap(a: Float64Array, i: number, b: Float64Array, j: number): number {
  const dx = Math.max(0, a[i] - b[j + 1], b[j] - a[i + 1])
  const dy = Math.max(0, a[i + 2] - b[j + 3], b[j + 2] - a[i + 3])
  return dx * dx + dy * dy
}

/** Writes a point, all that is known of it, to position k. */
export function put({ order, xs, ys }: PointGrid, zs: Float64Array | undefined, k: number, row: number, x: number, y: number, z: number) {
  order[k] = row
  xs[k] = x
  ys[k] = y
  if (zs) zs[k] = z
}
