/**
 * Points in the plane in a tree of boxes, for searches without a fixed distance: the k-th nearest neighbour of every point.
 * (For a fixed distance pointGrid.ts is faster.)
 *
 * Median splits across the wider side of the box, down to leaves of at most 8 points. The tree is implicit: node v has the children
 * 2 v + 1 and 2 v + 2, all levels are full, and node v holds the sorted positions starts[v] .. ends[v] - 1.
 * Source: Bentley, Commun. ACM 18 (1975) 509-517.
 */
export type KdTree = {
  /** Input row at each sorted position. */
  order: Uint32Array
  xs: Float64Array
  ys: Float64Array
  /** Number of nodes, and the first of those that are leaves. */
  nodes: number
  firstLeaf: number
  starts: Uint32Array
  ends: Uint32Array
  /** least x, most x, least y, most y of each node. */
  boxes: Float64Array
}

const LEAF = 8

/** x, y: finite, same length. */
export function kdTree(x: ArrayLike<number>, y: ArrayLike<number>): KdTree {
  const n = x.length
  let leaves = 1
  while (leaves * LEAF < n) leaves *= 2
  const nodes = 2 * leaves - 1
  const order = new Uint32Array(n)
  for (let i = 0; i < n; i++) order[i] = i
  const tree: KdTree = {
    order,
    xs: Float64Array.from(x),
    ys: Float64Array.from(y),
    nodes,
    firstLeaf: leaves - 1,
    starts: new Uint32Array(nodes),
    ends: new Uint32Array(nodes),
    boxes: new Float64Array(4 * nodes),
  }
  tree.ends[0] = n
  for (let v = 0; v < nodes; v++) {
    const first = tree.starts[v]
    const end = tree.ends[v]
    writeBox(tree, v, first, end)
    if (v >= tree.firstLeaf) continue
    const middle = (first + end) >> 1
    const b = 4 * v
    const values = tree.boxes[b + 1] - tree.boxes[b] >= tree.boxes[b + 3] - tree.boxes[b + 2] ? tree.xs : tree.ys
    select(tree, values, first, end - 1, middle)
    tree.starts[2 * v + 1] = first
    tree.ends[2 * v + 1] = middle
    tree.starts[2 * v + 2] = middle
    tree.ends[2 * v + 2] = end
  }
  return tree
}

/** Distance from each point (by sorted position) to its k-th nearest other point; Infinity where there are fewer. k: from 1. */
export function distancesToKth(tree: KdTree, k: number): Float64Array {
  if (!Number.isInteger(k) || k < 1) throw new RangeError(`k is ${k}: a whole number from 1`)
  const { xs, ys, starts, ends, firstLeaf } = tree
  const n = xs.length
  const distances = new Float64Array(n).fill(Infinity)
  if (n <= k) return distances
  const nearest = new Float64Array(k) // squares, a heap with the farthest on top
  const open = new Int32Array(128)
  for (let i = 0; i < n; i++) {
    const x = xs[i]
    const y = ys[i]
    nearest.fill(Infinity)
    let top = 0
    open[top++] = 0
    while (top > 0) {
      const v = open[--top]
      if (squareToBox(tree, v, x, y) >= nearest[0]) continue
      if (v < firstLeaf) {
        // The nearer child is opened first.
        const a = 2 * v + 1
        const nearerIsA = squareToBox(tree, a, x, y) <= squareToBox(tree, a + 1, x, y)
        open[top++] = nearerIsA ? a + 1 : a
        open[top++] = nearerIsA ? a : a + 1
        continue
      }
      for (let j = starts[v]; j < ends[v]; j++) {
        if (j === i) continue
        const d = (xs[j] - x) * (xs[j] - x) + (ys[j] - y) * (ys[j] - y)
        if (d < nearest[0]) replaceFarthest(nearest, d)
      }
    }
    distances[i] = Math.sqrt(nearest[0])
  }
  return distances
}

/** Square of the distance from a place to the box of node v; 0 inside. */
export function squareToBox({ boxes }: KdTree, v: number, x: number, y: number): number {
  const b = 4 * v
  const dx = x < boxes[b] ? boxes[b] - x : x > boxes[b + 1] ? x - boxes[b + 1] : 0
  const dy = y < boxes[b + 2] ? boxes[b + 2] - y : y > boxes[b + 3] ? y - boxes[b + 3] : 0
  return dx * dx + dy * dy
}

function replaceFarthest(heap: Float64Array, value: number): void {
  const k = heap.length
  let at = 0
  for (;;) {
    let child = 2 * at + 1
    if (child >= k) break
    if (child + 1 < k && heap[child + 1] > heap[child]) child++
    if (heap[child] <= value) break
    heap[at] = heap[child]
    at = child
  }
  heap[at] = value
}

function writeBox({ xs, ys, boxes }: KdTree, v: number, first: number, end: number): void {
  let x0 = Infinity
  let x1 = -Infinity
  let y0 = Infinity
  let y1 = -Infinity
  for (let k = first; k < end; k++) {
    if (xs[k] < x0) x0 = xs[k]
    if (xs[k] > x1) x1 = xs[k]
    if (ys[k] < y0) y0 = ys[k]
    if (ys[k] > y1) y1 = ys[k]
  }
  boxes[4 * v] = x0
  boxes[4 * v + 1] = x1
  boxes[4 * v + 2] = y0
  boxes[4 * v + 3] = y1
}

/** Quickselect: position m gets the value it would have if low .. high were sorted, lower values before it. */
function select(tree: KdTree, values: Float64Array, from: number, to: number, m: number): void {
  let low = from
  let high = to
  while (low < high) {
    const pivot = middleOfThree(values[low], values[(low + high) >> 1], values[high])
    let i = low
    let j = high
    while (i <= j) {
      while (values[i] < pivot) i++
      while (values[j] > pivot) j--
      if (i <= j) swap(tree, i++, j--)
    }
    if (m <= j) high = j
    else if (m >= i) low = i
    else return
  }
}

function middleOfThree(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c))
}

function swap({ order, xs, ys }: KdTree, i: number, j: number): void {
  const row = order[i]
  order[i] = order[j]
  order[j] = row
  const x = xs[i]
  xs[i] = xs[j]
  xs[j] = x
  const y = ys[i]
  ys[i] = ys[j]
  ys[j] = y
}
